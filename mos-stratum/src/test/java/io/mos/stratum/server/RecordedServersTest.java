package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.stratum.server.RecordedConversation.Exchange;
import io.mos.stratum.server.RecordedConversation.Kind;
import java.util.ArrayList;
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
        return Vectors.of(getClass(), "stratum")
                .reading(VectorFormat.SV1_SUBMITS, RecordedServersTest::submits)
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

    private static Stream<DynamicTest> submits(VectorFile file) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode vector : file.document()) {
            String name = "submit " + tests.size() + " of job " + vector.path("submit").path(1);
            tests.add(dynamicTest(name, () -> checkSubmit(vector)));
        }
        return tests.stream();
    }

    /** A share by itself, as the only one of a conversation. */
    private static void checkSubmit(JsonNode vector) {
        String conversation =
                """
                > {'id':1,'method':'mining.configure','params':[['version-rolling'],{}]}
                < {'id':1,'result':{'version-rolling':true,'version-rolling.mask':%s}}
                > {'id':2,'method':'mining.subscribe','params':[]}
                < {'id':2,'result':[[],%s,%s]}
                > {'id':3,'method':'mining.authorize','params':[%s,'x']}
                < {'id':3,'result':true}
                < {'method':'mining.set_difficulty','params':[%s]}
                < {'method':'mining.notify','params':%s}
                > {'id':4,'method':'mining.submit','params':%s}
                < {'id':4,'result':%s,'error':%s}
                """
                        .replace('\'', '"')
                        .formatted(
                                vector.path("version_mask"),
                                vector.path("subscribe").path("extranonce1"),
                                vector.path("subscribe").path("extranonce2_size"),
                                vector.path("submit").path(0),
                                vector.path("difficulty_at_notify"),
                                vector.path("notify"),
                                vector.path("submit"),
                                vector.path("response").path("result"),
                                vector.path("response").path("error"));
        List<Exchange> exchanges =
                new RecordedConversation(
                                conversation.lines().map(RecordedServersTest::line).toList())
                        .replay();
        assertEquals(4, exchanges.size());
        exchanges.forEach(RecordedServersTest::check);
    }

    private static JsonNode line(String text) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("dir", text.startsWith(">") ? "c>s" : "s>c")
                .put("line", text.substring(2));
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
