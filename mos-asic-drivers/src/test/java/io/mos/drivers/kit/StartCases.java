package io.mos.drivers.kit;

import io.mos.drivers.sim.SimFault;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** From a board without power to one that hashes, and what may be wrong with it. */
final class StartCases {

    private static final double WRONG_BAUD = 1.25;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Workbench workbench;

    StartCases(Workbench workbench) {
        this.workbench = workbench;
    }

    Stream<DynamicTest> all() {
        return Stream.of(
                DynamicTest.dynamicTest("comes up and proves a nonce", this::comesUp),
                DynamicTest.dynamicTest("is brought up again after a stop", this::comesUpAgain),
                DynamicTest.dynamicTest("waits for work that comes late", this::waitsForWork),
                DynamicTest.dynamicTest("a missing chip is named", this::namesAMissingChip),
                DynamicTest.dynamicTest("at a wrong baud rate it says so", this::wrongBaud));
    }

    private void comesUp() {
        Bench bench = workbench.bench(List.of());
        bench.expect("nothing is written before the start", bench.cable().bytesWritten() == 0);
        workbench.begin(bench);
        workbench.untilHashing(bench);
        workbench.stillHashes(bench, Duration.ofSeconds(20));
    }

    private void comesUpAgain() {
        Bench bench = workbench.hashing();
        bench.stop();
        Counterpart board = bench.counterpart();
        if (Cut.isByWire(bench.plan())) {
            bench.expect("no hash power after the stop", !board.isHashing(bench.time().nanos()));
        }
        Bench again = workbench.bench(board, bench.time());
        workbench.begin(again);
        workbench.untilHashing(again);
    }

    private void waitsForWork() {
        Bench bench = workbench.bench(List.of());
        bench.start();
        bench.run(MINUTE);
        bench.expect("without work it is not hashing", !bench.state().equals("hashing"));
        workbench.update(bench, workbench.job("late"));
        workbench.untilHashing(bench);
    }

    private void namesAMissingChip() {
        Bench healthy = workbench.hashing();
        int chips = healthy.report().orElseThrow().chips().size();
        int missing = chips - 1;
        Bench bench = workbench.bench(List.of());
        boolean can =
                bench.counterpart().begin(new SimFault.ChipMissing(missing), bench.time().nanos());
        Assumptions.assumeTrue(can, "this board's counterpart cannot lose a chip");
        workbench.begin(bench);
        bench.until(
                chips == 1
                        ? "it reports that no chip answers"
                        : "it reports chip %d of %d as missing, by its number"
                                .formatted(missing, chips),
                workbench.subject().bringUp().multipliedBy(2),
                () -> names(bench, chips == 1 ? "chip" : "\\b%d\\b".formatted(missing)));
    }

    private static boolean names(Bench bench, String chip) {
        return bench.report()
                .map(report -> report.state())
                .filter(state ->
                        state.label().equals("offline") || state.label().equals("degraded"))
                .filter(state -> state.reason().matches("(?s).*" + chip + ".*"))
                .isPresent();
    }

    private void wrongBaud() {
        Bench bench = workbench.bench(List.of());
        bench.cable().skewBaud(WRONG_BAUD);
        workbench.begin(bench);
        bench.until(
                "it says why it does not come up",
                workbench.subject().bringUp().plus(MINUTE),
                () -> bench.state().equals("offline"));
        bench.expect("it has proven nothing", bench.ledger().provenCount() == 0);
        bench.cable().skewBaud(1);
        workbench.untilHashing(bench, workbench.subject().bringUp().plusMinutes(5));
    }
}
