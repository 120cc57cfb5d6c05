package io.mos.drivers.kit;

import io.mos.core.chain.Target;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.Job;
import io.mos.drivers.kit.Bench.Ownership;
import java.time.Duration;
import java.util.List;

/** A day of work in virtual time: nothing grows, nothing slows down, nothing is forgotten. */
final class SoakCase {

    private static final Duration TICK = Duration.ofMillis(250);
    private static final long HASHES_PER_SECOND = 40;
    private static final int PARTS = 8;
    private static final Target TICKETS = Target.ofExpectedHashes(0x1p7);

    /** One number a job that is never forgotten would be twice that in an eighth of a day. */
    private static final long GROWTH_BYTES = 600_000;

    private static final int MORE_TIMERS = 4;

    private final Workbench workbench;

    SoakCase(Workbench workbench) {
        this.workbench = workbench;
    }

    void run() {
        Counterpart board = workbench.counterpart(List.of(), HASHES_PER_SECOND);
        Bench bench =
                new Bench(
                        workbench.subject(),
                        new Bench.Setting(board, new VirtualTime(), TICK, Ownership.OBEDIENT));
        bench.ledger().keepNothing();
        bench.start();
        workbench.update(bench, easyJob(0));
        workbench.untilHashing(bench, workbench.subject().bringUp().multipliedBy(3));
        Duration part = workbench.subject().soak().dividedBy(PARTS);
        hash(bench, part, 0);
        long bytesAtFirst = usedBytes();
        long timersAtFirst = bench.timers();
        for (int i = 1; i < PARTS; i++) {
            hash(bench, part, i);
        }
        long grown = usedBytes() - bytesAtFirst;
        bench.expect(
                "memory does not grow, but it did by %d bytes in %s"
                        .formatted(grown, part.multipliedBy(PARTS - 1)),
                grown < GROWTH_BYTES);
        bench.expect(
                "timers do not pile up, but there are %d, not %d"
                        .formatted(bench.timers(), timersAtFirst),
                bench.timers() <= timersAtFirst + MORE_TIMERS);
    }

    private void hash(Bench bench, Duration part, int number) {
        bench.ledger().clear();
        workbench.update(bench, easyJob(number + 1));
        bench.run(part);
        bench.expect("it still hashes", bench.state().equals("hashing"));
        bench.expect("it still proves nonces", bench.ledger().provenCount() > 0);
        bench.expect(
                "one claim in a hundred is wrong at most",
                bench.ledger().wrong() * 100 <= bench.ledger().provenCount());
    }

    /** With so few hashes a second, tickets must be easier than they are for a pool's shares. */
    private Job easyJob(int number) {
        return Jobs.withShareTarget(workbench.job("part " + number), TICKETS);
    }

    private static long usedBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
