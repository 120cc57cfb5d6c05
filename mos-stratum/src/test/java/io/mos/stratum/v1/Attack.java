package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.mos.core.testkit.Gen;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What a pool sends once a miner has subscribed, and what it ends by. */
record Attack(String name, Cause cause, Supplier<byte[]> bytes) {

    static final List<Attack> ALL =
            List.of(
                    text("broken JSON", Cause.NOT_JSON, "{'method':'mining.notify','params':["),
                    text("plain text", Cause.NOT_JSON, "Invalid JSON, disconnecting"),
                    new Attack("huge line", Cause.LINE_TOO_LONG, () -> filled(1 << 20, 'x')),
                    new Attack("huge string", Cause.LINE_TOO_LONG, Attack::hugeString),
                    text(
                            "nested arrays",
                            Cause.BEYOND_LIMITS,
                            "{'id':1,'result':" + "[".repeat(10_000)),
                    text("nested objects", Cause.BEYOND_LIMITS, "{'a':".repeat(10_000)),
                    text("many tokens", Cause.BEYOND_LIMITS, "[" + "0,".repeat(100_000) + "0]"),
                    text("long number", Cause.BEYOND_LIMITS, "{'id':" + "9".repeat(10_000) + "}"),
                    text("no message", Cause.NOT_A_MESSAGE, "[1,2,3]"),
                    text(
                            "wrong types",
                            Cause.WRONG_PARAMETERS,
                            "{'method':'mining.notify','params':[1,2,3,4,5,6]}"),
                    text(
                            "wrong extranonce",
                            Cause.WRONG_PARAMETERS,
                            "{'method':'mining.set_extranonce','params':['00',4000000000]}"),
                    difficulty("0"),
                    difficulty("-1"),
                    difficulty("1e300"),
                    difficulty("'NaN'"),
                    text(
                            "bare NaN",
                            Cause.NOT_JSON,
                            "{'method':'mining.set_difficulty','params':[NaN]}"),
                    new Attack("job flood", Cause.FLOOD, Attack::jobs),
                    text(
                            "message flood",
                            Cause.FLOOD,
                            "{'method':'client.show_message','params':['buy'],'id':1}"),
                    text("ping flood", Cause.FLOOD, "{'method':'mining.ping','id':1}"),
                    new Attack("empty lines", Cause.NOT_A_MESSAGE, () -> filled(1 << 16, '\n')),
                    new Attack("garbage", Cause.NOT_JSON, Attack::garbage),
                    new Attack("NUL lines", Cause.NOT_JSON, Attack::nulLines),
                    new Attack("NUL stream", Cause.LINE_TOO_LONG, () -> new byte[1 << 20]));

    private static final List<String> HEAVY =
            List.of("huge line", "nested arrays", "many tokens", "job flood", "garbage");

    static Stream<Attack> all() {
        return ALL.stream();
    }

    /** Whether one connection of it costs far more than a line. */
    boolean isHeavy() {
        return HEAVY.contains(name);
    }

    /** One line each, that is refused before it is whole or before it is read to its end. */
    static Stream<Attack> ofOneLine() {
        return named(
                List.of(
                        "huge line",
                        "huge string",
                        "nested arrays",
                        "nested objects",
                        "many tokens",
                        "long number",
                        "NUL stream"));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Stream<Attack> named(List<String> names) {
        return ALL.stream().filter(attack -> names.contains(attack.name()));
    }

    private static Attack text(String name, Cause cause, String line) {
        return new Attack(name, cause, () -> line(line));
    }

    private static Attack difficulty(String number) {
        return text(
                "difficulty " + number,
                Cause.BAD_DIFFICULTY,
                "{'method':'mining.set_difficulty','params':[" + number + "]}");
    }

    private static byte[] hugeString() {
        String start = "{\"method\":\"client.show_message\",\"params\":[\"";
        return (start + "x".repeat(1 << 20)).getBytes(UTF_8);
    }

    private static byte[] line(String text) {
        return (text.replace('\'', '"') + "\n").getBytes(UTF_8);
    }

    private static byte[] filled(int size, char with) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) with);
        return bytes;
    }

    private static byte[] jobs() {
        StringBuilder jobs = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            jobs.append(
                    "{'method':'mining.notify','params':['f%d','%064x','00','00',[],'20000000','1d00ffff','6b000000',true]}\n"
                            .formatted(i, i));
        }
        return jobs.toString().replace('\'', '"').getBytes(UTF_8);
    }

    private static byte[] garbage() {
        byte[] bytes = Gen.ofSeed(7).bytes(1 << 16);
        for (int i = 100; i < bytes.length; i += 100) {
            bytes[i] = '\n';
        }
        return bytes;
    }

    private static byte[] nulLines() {
        byte[] bytes = new byte[1 << 10];
        for (int i = 50; i < bytes.length; i += 50) {
            bytes[i] = '\n';
        }
        return bytes;
    }
}
