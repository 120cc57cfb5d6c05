package io.mos.hasher.bench;

import io.mos.core.chain.Target;
import io.mos.core.device.NonceListener;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.Work;
import io.mos.hasher.CpuDevice;
import io.mos.hasher.HasherConfig;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whether {@code hasher.duty-percent} holds: lets the device hash for some seconds and shows how
 * much of one CPU its one hashing thread used, as {@code hashPercent}. Gets new work ten times a
 * second, as from a lively pool. The score itself is only how long that took. The device ends with
 * its fork: closed before, it would take its thread's CPU time out of the last iteration.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 10)
public class DutyBenchmark {

    private static final Duration BETWEEN_WORKS = Duration.ofMillis(100);
    private static final int WORKS = 20;

    @Param({"100", "50", "25", "10"})
    public int dutyPercent;

    private final SystemTime time = new SystemTime();
    private CpuDevice device = open(100);
    private long workId;

    @Setup(Level.Trial)
    public void reopen() {
        device.close();
        device = open(dutyPercent);
    }

    @Benchmark
    public void hashForTwoSeconds() {
        for (int i = 0; i < WORKS; i++) {
            device.replace(work());
            LockSupport.parkNanos(BETWEEN_WORKS.toNanos());
        }
    }

    private CpuDevice open(int percent) {
        return CpuDevice.open(
                new HasherConfig(HasherConfig.Mode.ALWAYS, 1, percent, HasherConfig.AUTO),
                new CpuDevice.CpuContext(
                        time,
                        Entropy.system(),
                        new EventBus<>(),
                        _ -> NonceListener.ClaimVerdict.PROVEN));
    }

    private Work work() {
        workId++;
        Job easy = Jobs.job("pool", "job " + workId, "block " + workId, Job.Renewal.REPLACE);
        Job hard =
                new Job(
                        easy.source(),
                        easy.epoch(),
                        easy.id(),
                        easy.renewal(),
                        easy.version(),
                        easy.versionMask(),
                        easy.prevHash(),
                        easy.merkle(),
                        easy.nBits(),
                        easy.nTime(),
                        Target.DIFFICULTY_1);
        return new Work(workId, hard, new ExtranonceRange(4, 0, 1 << 16), time.now());
    }
}
