package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.stratum.server.RecordedConversation.Exchange;
import io.mos.stratum.server.RecordedConversation.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Says to our server, which gives the same jobs, what miners said to others in the field, and
 * compares what is answered.
 */
@Tag("vectors")
class RecordedServersTest {

    /** What our server knows, and others may not. */
    private static final Set<String> OPTIONAL =
            Set.of(
                    "mining.extranonce.subscribe",
                    "mining.suggest_difficulty",
                    "mining.suggest_target",
                    "mining.ping");

    @TestFactory
    Stream<DynamicTest> everyFile() {
        return Vectors.of(getClass(), "stratum-server")
                .reading(VectorFormat.SV1_SESSION, RecordedServersTest::connections)
                .tests();
    }

    private static Stream<DynamicTest> connections(VectorFile file) {
        Map<String, List<JsonNode>> connections =
                file.documents().stream()
                        .collect(
                                Collectors.groupingBy(
                                        document -> document.path("conn").asText(),
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        return connections.entrySet().stream()
                .map(connection ->
                        dynamicTest(
                                connection.getKey(),
                                () ->
                                        new RecordedConversation(connection.getValue())
                                                .replay()
                                                .forEach(RecordedServersTest::check)));
    }

    private static void check(Exchange exchange) {
        String both = exchange.toString();
        Kind theirs = exchange.theirs();
        Kind ours = exchange.ours();
        assertFalse(ours == Kind.SILENT, both);
        switch (exchange.method()) {
            case "mining.submit" -> {
                assertTrue(ours == Kind.TRUE || ours == Kind.REFUSED, both);
                if (theirs == Kind.TRUE || theirs == Kind.REFUSED) {
                    assertTrue(ours == theirs, both);
                }
            }
            case "mining.configure", "mining.subscribe", "mining.authorize" -> {
                if (theirs == Kind.CLOSED) {
                    assertTrue(ours == Kind.CLOSED, both);
                } else if (theirs != Kind.SILENT) {
                    assertTrue(ours == theirs, both);
                }
            }
            case "" -> assertTrue(ours == Kind.CLOSED, both);
            default -> assertTrue(ours == (isOptional(exchange) ? Kind.TRUE : Kind.REFUSED), both);
        }
    }

    private static boolean isOptional(Exchange exchange) {
        return OPTIONAL.contains(exchange.method());
    }
}
