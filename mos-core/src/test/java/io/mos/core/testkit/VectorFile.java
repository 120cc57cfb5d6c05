package io.mos.core.testkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One file of golden vectors: a JSON document, or several one after another as in JSON lines.
 *
 * @param documents at least one
 */
public record VectorFile(String name, List<JsonNode> documents) {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    /**
     * @throws AssertionError when there is nothing in it
     * @throws IOException when it is not JSON all through
     */
    static VectorFile read(String name, Path file) throws IOException {
        List<JsonNode> documents = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            while (parser.nextToken() != null) {
                documents.add(parser.readValueAsTree());
            }
        }
        if (documents.isEmpty()) {
            throw new AssertionError(name + " is empty");
        }
        return new VectorFile(name, List.copyOf(documents));
    }

    /** Whether a file means to be JSON, whole or broken: by its name, or by how it begins. */
    static boolean claimsToBeJson(String name, Path file) throws IOException {
        if (name.endsWith(".json") || name.endsWith(".jsonl")) {
            return true;
        }
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).strip();
        return content.startsWith("{") || content.startsWith("[");
    }

    /** The first document, for formats that have one. */
    public JsonNode document() {
        return documents.getFirst();
    }
}
