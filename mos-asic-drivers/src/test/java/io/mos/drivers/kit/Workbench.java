package io.mos.drivers.kit;

import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.device.DeviceProgram.WorkOrder;
import io.mos.core.device.DeviceReport;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.Jobs;
import io.mos.core.testkit.VirtualTime;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.drivers.kit.Bench.Ownership;
import java.time.Duration;
import java.util.List;

/** Puts one subject on benches, and has work for it. Owner: the test's thread. */
final class Workbench {

    private static final Duration TICK = Duration.ofMillis(10);

    /** Of a usual case: a board proves a nonce or two a second all the same. */
    private static final long HASHES_PER_SECOND = 20_000;

    /** Harder than any ticket of a board that hashes on a CPU: the ticket goes by the rate. */
    private static final Target SHARES = Target.ofExpectedHashes(0x1p24);

    private static final int EXTRANONCE_BYTES = 4;
    private static final long LEASED = 1 << 16;

    private final Subject subject;
    private long works;

    Workbench(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    /** A bench with the board on it, nothing started. */
    Bench bench(List<GoldenWork> golden) {
        return bench(counterpart(golden, HASHES_PER_SECOND), new VirtualTime());
    }

    Bench bench(Counterpart board, VirtualTime time) {
        return new Bench(subject, new Bench.Setting(board, time, TICK, Ownership.GUARDIAN));
    }

    Counterpart counterpart(List<GoldenWork> golden, long hashesPerSecond) {
        return subject.board()
                .make(
                        new Counterpart.World(
                                new MidstateEngine(),
                                new SeededEntropy(11),
                                golden.stream().map(GoldenWork::found).toList(),
                                hashesPerSecond));
    }

    /** Started, with work, and the first nonce proven. */
    Bench hashing() {
        Bench bench = bench(List.of());
        begin(bench);
        untilHashing(bench);
        return bench;
    }

    void begin(Bench bench) {
        bench.start();
        update(bench, job("first"));
    }

    /** Both by the driver's word and by a nonce of its. */
    Duration untilHashing(Bench bench) {
        return untilHashing(bench, subject.bringUp());
    }

    Duration untilHashing(Bench bench, Duration limit) {
        long before = bench.ledger().provenCount();
        return bench.until(
                "it hashes and proves a nonce",
                limit,
                () -> bench.state().equals("hashing") && bench.ledger().provenCount() > before);
    }

    /** Goes on hashing: proven nonces, and none of them wrong. */
    void stillHashes(Bench bench, Duration span) {
        bench.ledger().clear();
        bench.run(span);
        bench.expect("it still hashes", bench.state().equals("hashing"));
        bench.expect("it proves nonces", bench.ledger().provenCount() > 0);
        bench.expect("none of its claims is wrong", bench.ledger().wrong() == 0);
    }

    /** A job like a pool's, by whose mask the device may roll. */
    Job job(String id) {
        return job(id, VersionMask.BIP320);
    }

    Job job(String id, VersionMask mask) {
        Job plain = Jobs.withShareTarget(Jobs.job("pool", id, id, Job.Renewal.UPDATE), SHARES);
        return new Job(
                plain.source(),
                plain.epoch(),
                plain.id(),
                plain.renewal(),
                plain.version(),
                mask,
                plain.prevHash(),
                plain.merkle(),
                plain.nBits(),
                plain.nTime(),
                plain.shareTarget());
    }

    /**
     * @return the work's id
     */
    long update(Bench bench, Job job) {
        return give(bench, job, new ExtranonceRange(EXTRANONCE_BYTES, 0, LEASED));
    }

    long replace(Bench bench, Job job) {
        return give(bench, job.replacing(), new ExtranonceRange(EXTRANONCE_BYTES, 0, LEASED));
    }

    long give(Bench bench, Job job, ExtranonceRange extranonces) {
        Work work = new Work(++works, job, extranonces, bench.time().now());
        WorkOrder order =
                switch (job.renewal()) {
                    case UPDATE -> new WorkOrder.Update(work);
                    case REPLACE -> new WorkOrder.Replace(work);
                };
        bench.call(() -> bench.program().onWork(order));
        bench.checkThrown();
        return works;
    }

    void idle(Bench bench) {
        bench.call(() -> bench.program().onWork(new WorkOrder.Idle()));
        bench.checkThrown();
    }

    /** The clock by the driver's word. */
    static double clockMhz(Bench bench) {
        return bench.report()
                .map(DeviceReport::frequencyMhz)
                .flatMap(Reading::known)
                .orElseThrow(() ->
                        new AssertionError("expected: it reports its clock; " + bench.story()));
    }
}
