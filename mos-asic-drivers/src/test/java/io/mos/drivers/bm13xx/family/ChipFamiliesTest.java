package io.mos.drivers.bm13xx.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mos.drivers.bm13xx.family.ChipFamily.BaudRate;
import io.mos.drivers.bm13xx.family.ChipFamily.RegisterWrite;
import io.mos.drivers.bm13xx.family.ChipFamily.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChipFamiliesTest {
    private static final String SHIPPED = "/io/mos/drivers/bm13xx/families/bm1370.json";
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void shipsTheFamiliesOfTheFactSheet() {
        assertEquals(
                List.of("BM1362", "BM1366", "BM1368", "BM1370", "BM1372", "BM1373", "BM1397"),
                ChipFamilies.all().stream().map(ChipFamily::name).toList());
        Set<String> experimental =
                ChipFamilies.all().stream()
                        .filter(family -> family.status() == Status.EXPERIMENTAL)
                        .map(ChipFamily::name)
                        .collect(Collectors.toSet());
        assertEquals(Set.of("BM1372", "BM1373"), experimental);
    }

    /** The sheet's examples of register 00. */
    @ParameterizedTest
    @CsvSource({"13700000,BM1370", "13971800,BM1397", "1362030a,BM1362", "13680000,BM1368"})
    void tellsAChipByItsAnswer(String answer, String name) {
        int value = Integer.parseUnsignedInt(answer, 16);
        ChipFamily family = ChipFamilies.identifiedBy(value).orElseThrow();
        assertEquals(name, family.name());
        assertEquals(value, family.chipId().registerValue(value & 0xff));
    }

    @Test
    void knowsNoOtherChip() {
        assertEquals(Optional.empty(), ChipFamilies.identifiedBy(0x1387_0000));
        assertEquals(Optional.empty(), ChipFamilies.named("BM1387"));
    }

    /** BM13XX.md §1: 25 MHz / (8 · (divider + 1)), the divider in bits 15..8. */
    @Test
    void statesTheRateItsDividerMakes() {
        int checked = 0;
        for (ChipFamily family : ChipFamilies.all()) {
            for (BaudRate rate : family.baudRates()) {
                RegisterWrite last = rate.writes().isEmpty() ? null : rate.writes().getLast();
                if (last != null && last.register() == 0x28 && rate.writes().size() == 1) {
                    int divider = last.value() >>> 8 & 0xff;
                    assertEquals(25e6 / (8 * (divider + 1)), rate.baud(), 1, family.name());
                    checked++;
                }
            }
        }
        assertEquals(8, checked);
    }

    @Test
    void namesFileAndFieldOfEachFault() {
        assertFault("cores.clusters", file -> object(file, "/cores").put("clusters", 3));
        assertFault("cores: units", file -> object(file, "/cores").put("units", 100));
        assertFault("colour", file -> object(file, "").put("colour", "green"));
        assertFault("job-ids.low-bits", file -> object(file, "/job-ids").put("low-bits", "none"));
        assertFault("pll.feedback-min", file -> object(file, "/pll").put("feedback-min", 160.5));
        assertFault("ramp.step-mhz", file -> object(file, "/ramp").put("step-mhz", "6.25"));
        assertFault("sweep", file -> object(file, "/sweep").put("rule", "guess"));
        assertFault(
                "init[0]: Could not resolve type id 'dance'",
                file -> object(file, "/init/0").put("step", "dance"));
        assertFault("init[1].colour", file -> object(file, "/init/1").put("colour", 1));
        assertFault(
                "init[3].writes[0].value",
                file -> object(file, "/init/3/writes/0").put("value", "00070000x"));
        assertFault("'status'", file -> object(file, "").remove("status"));
        assertFault(
                "limits: frequency-max-mhz",
                file -> object(file, "/limits").put("frequency-max-mhz", 1e9));
        assertFault("init must", file -> ((ArrayNode) file.at("/init")).removeAll());
    }

    /** Taken away from every object that has one, and given a value that names nothing. */
    @Test
    void loadsNothingWithoutItsSource() throws IOException {
        List<String> sourced = pathsWithSource(shipped(), "");
        assertTrue(sourced.size() > 25, "" + sourced);
        for (String path : sourced) {
            assertFault("source", file -> object(file, path).remove("source"));
            assertFault("source", file -> object(file, path).put("source", "hearsay"));
        }
    }

    @Test
    void refusesDoubledFieldsAndWhatIsNotJson() {
        assertFault("x.json", "{\"name\": \"BM1370\", \"name\": \"BM1370\"}");
        assertFault("x.json", "{\"name\": ");
        assertFault("x.json", "[]");
    }

    private interface Change {
        Object apply(JsonNode file);
    }

    private static void assertFault(String field, Change change) {
        try {
            JsonNode file = shipped();
            change.apply(file);
            assertFault(field, file.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFault(String field, String json) {
        InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        FamilyFileException fault =
                assertThrows(FamilyFileException.class, () -> ChipFamilies.read("x.json", in));
        String message = String.valueOf(fault.getMessage());
        assertTrue(message.startsWith("x.json: "), message);
        assertTrue(message.contains(field), field + " is not named: " + message);
    }

    private static List<String> pathsWithSource(JsonNode node, String path) {
        List<String> paths = new ArrayList<>();
        if (node.has("source")) {
            paths.add(path);
        }
        node.properties()
                .forEach(each ->
                        paths.addAll(pathsWithSource(each.getValue(), path + "/" + each.getKey())));
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            paths.addAll(pathsWithSource(node.path(i), path + "/" + i));
        }
        return paths;
    }

    private static ObjectNode object(JsonNode file, String path) {
        return (ObjectNode) file.at(path);
    }

    private static JsonNode shipped() throws IOException {
        try (InputStream in = ChipFamiliesTest.class.getResourceAsStream(SHIPPED)) {
            return JSON.readTree(in);
        }
    }
}
