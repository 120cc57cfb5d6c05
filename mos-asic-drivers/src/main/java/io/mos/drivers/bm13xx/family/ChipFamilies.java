package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The families this build ships, read from their files once, on first use. */
public final class ChipFamilies {
    private static final String FOLDER = "/io/mos/drivers/bm13xx/families/";

    private static final List<String> FILES =
            List.of(
                    "bm1362.json",
                    "bm1366.json",
                    "bm1368.json",
                    "bm1370.json",
                    "bm1372.json",
                    "bm1373.json",
                    "bm1397.json");

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .enable(
                            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                            DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                            DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                            DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private ChipFamilies() {}

    /** All of them, by rising name. */
    public static List<ChipFamily> all() {
        return Shipped.FAMILIES;
    }

    /** By the name printed on the chip. */
    public static Optional<ChipFamily> named(String name) {
        return all().stream().filter(family -> family.name().equals(name)).findFirst();
    }

    /** By what a chip answers from register 00. */
    public static Optional<ChipFamily> identifiedBy(int registerValue) {
        return all().stream().filter(family -> family.chipId().matches(registerValue)).findFirst();
    }

    /**
     * Reads one family.
     *
     * @param file its name, for messages
     * @throws FamilyFileException naming file and field, when anything is missing, unknown, out of
     *     bounds or without a source
     */
    static ChipFamily read(String file, InputStream json) {
        try {
            return JSON.readValue(json, ChipFamily.class);
        } catch (JsonProcessingException e) {
            throw new FamilyFileException(file + ": " + where(e) + what(e), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** The path to the field, {@code init[3].value: }, or nothing when the text is not JSON. */
    private static String where(JsonProcessingException problem) {
        if (!(problem instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return "";
        }
        return mapping.getPath().stream()
                .map(step ->
                        step.getFieldName() == null
                                ? "[" + step.getIndex() + "]"
                                : "." + step.getFieldName())
                .collect(Collectors.joining("", "", ": "))
                .substring(1);
    }

    /** What a record of ours refused speaks for itself; the rest is told by the parser. */
    private static String what(JsonProcessingException problem) {
        return problem.getCause() instanceof IllegalArgumentException refused
                ? String.valueOf(refused.getMessage())
                : problem.getOriginalMessage();
    }

    private static ChipFamily shipped(String file) {
        try (InputStream json = ChipFamilies.class.getResourceAsStream(FOLDER + file)) {
            if (json == null) {
                throw new FamilyFileException(file + ": not in this build", null);
            }
            return read(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Read when first asked for. */
    private static final class Shipped {
        static final List<ChipFamily> FAMILIES = FILES.stream().map(ChipFamilies::shipped).toList();
    }
}
