package io.mos.drivers.kit;

import io.mos.drivers.kit.Cable.Disturbance;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What a line does to bytes: a driver finds back into step by itself and believes nothing of it.
 */
final class LineCases {

    private static final Duration DISTURBED = Duration.ofSeconds(30);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final byte[] GARBAGE = {0x13, (byte) 0xff, 0x00, 0x55, (byte) 0xaa, 0x7e, 0x42};

    /** What begins every answer of many chips, and nothing behind it. */
    private static final byte[] PREAMBLE = {(byte) 0xaa, 0x55};

    private static final int EACH = 3;

    private final Workbench workbench;

    LineCases(Workbench workbench) {
        this.workbench = workbench;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                disturbed(
                        "garbage between frames",
                        (frame, heard) -> {
                            heard.accept(GARBAGE);
                            heard.accept(frame);
                        }),
                disturbed(
                        "a false AA 55 before frames",
                        (frame, heard) -> {
                            heard.accept(PREAMBLE);
                            heard.accept(frame);
                        }),
                disturbed(
                        "frames that lost their first byte",
                        (frame, heard) -> heard.accept(Arrays.copyOfRange(frame, 1, frame.length))),
                disturbed(
                        "frames that lost their last byte",
                        (frame, heard) -> heard.accept(Arrays.copyOf(frame, frame.length - 1))),
                disturbed(
                        "frames that come byte by byte",
                        (frame, heard) -> {
                            for (byte each : frame) {
                                heard.accept(new byte[] {each});
                            }
                        }),
                disturbed(
                        "frames with a wrong bit",
                        (frame, heard) -> {
                            byte[] wrong = frame.clone();
                            wrong[wrong.length / 2] ^= 0x10;
                            heard.accept(wrong);
                        }),
                DynamicTest.dynamicTest(
                        "an answer that comes twice counts once", this::countsDuplicatesOnce));
    }

    private DynamicTest disturbed(String name, Disturbance how) {
        return DynamicTest.dynamicTest("goes on after " + name, () -> goesOnAfter(how));
    }

    /** Every third frame suffers; none of them is counted twice or for what it is not. */
    private void goesOnAfter(Disturbance how) {
        Bench bench = workbench.hashing();
        long[] seen = {0, 0};
        bench.cable()
                .disturb((frame, heard) -> {
                    if (++seen[0] % EACH == 0) {
                        seen[1]++;
                        how.pass(frame, heard);
                    } else {
                        heard.accept(frame);
                    }
                });
        bench.run(DISTURBED);
        bench.expect(
                "at most three wrong claims for each of %d disturbed frames".formatted(seen[1]),
                bench.ledger().wrong() <= 3 * seen[1]);
        bench.cable().disturb(Disturbance.NONE);
        bench.until(
                "it hashes again once the line is good",
                RECOVERY,
                () -> bench.state().equals("hashing"));
        bench.run(QUIET);
        workbench.stillHashes(bench, RECOVERY);
    }

    private void countsDuplicatesOnce() {
        Bench bench = workbench.hashing();
        bench.cable()
                .disturb((frame, heard) -> {
                    heard.accept(frame);
                    heard.accept(frame);
                });
        bench.run(DISTURBED);
        bench.cable().disturb((_, _) -> {});
        bench.run(QUIET);
        double proven = bench.ledger().provenHashes();
        double told = bench.ledger().reportedHashes();
        bench.expect(
                "its chips report %.4g proven hashes, as often as each nonce is new, not %.4g"
                        .formatted(proven, told),
                Math.abs(told - proven) <= proven / 1_000);
    }
}
