package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.core.device.NonceListener;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job.Renewal;
import io.mos.core.work.Work;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.ScanJob;
import io.mos.hasher.kernel.ScanKernel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A kernel that breaks while it hashes costs its thread, and the device says so for good. */
class FailingKernelTest {

    private final SystemTime time = new SystemTime();
    private final AtomicInteger opened = new AtomicInteger();

    @AfterEach
    void close() {
        time.close();
    }

    @Test
    void aDeviceThatLostAThreadIsDegradedAndStaysSo() {
        try (CpuDevice device = open(2, 1)) {
            device.replace(work(1));
            Await.until(
                    "degraded", () -> device.snapshot().state() instanceof DeviceState.Degraded);
            device.replace(work(2));
            var state = assertInstanceOf(DeviceState.Degraded.class, device.snapshot().state());
            assertEquals("hasher-failed", state.fault().name());
            assertEquals("1 of 2 threads: java.lang.LinkageError: broken", state.fault().detail());
            Await.until(
                    "the other thread hashes on",
                    () ->
                            device.snapshot()
                                    .claimedGhs()
                                    .known()
                                    .filter(rate -> rate > 0)
                                    .isPresent());
        }
    }

    @Test
    void aDeviceThatLostAllThreadsIsOffline() {
        try (CpuDevice device = open(2, 2)) {
            device.replace(work(1));
            Await.until("offline", () -> device.snapshot().state() instanceof DeviceState.Offline);
            device.replace(work(2));
            assertInstanceOf(DeviceState.Offline.class, device.snapshot().state());
        }
    }

    private CpuDevice open(int threads, int failing) {
        KernelEntry.Usable digest = KernelCatalog.discover().digest();
        KernelEntry.Usable fragile =
                new KernelEntry.Usable(
                        "native-fragile",
                        KernelEntry.Family.NATIVE,
                        KernelEntry.Fit.MADE_FOR_IT,
                        1,
                        () ->
                                new FragileKernel(
                                        digest.opener().get(), opened.getAndIncrement(), failing));
        return CpuDevice.open(
                new HasherConfig(HasherConfig.Mode.ALWAYS, threads, 100, HasherConfig.AUTO),
                new CpuDevice.CpuContext(
                        time,
                        Entropy.system(),
                        new EventBus<>(),
                        _ -> NonceListener.ClaimVerdict.PROVEN),
                KernelCatalog.of(List.of(digest, fragile)));
    }

    private Work work(long id) {
        return new Work(
                id,
                Jobs.job("pool", "job " + id, "block " + id, Renewal.REPLACE),
                new ExtranonceRange(4, id << 16, 1 << 16),
                time.now());
    }

    /**
     * The first instance, which the choice tries, is sound; so many after it fail in their first
     * scan.
     */
    private record FragileKernel(ScanKernel sound, int number, int failing) implements ScanKernel {

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int scan(ScanJob job, int firstWord, int count, Candidates found) {
            if (number >= 1 && number <= failing) {
                throw new LinkageError("broken");
            }
            return sound.scan(job, firstWord, count, found);
        }
    }
}
