package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.VirtualTime;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import io.mos.hasher.kernel.ScanJob;
import io.mos.hasher.kernel.ScanKernel;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HasherBenchTest {

    private static final KernelEntry.Usable DIGEST = HasherBench.kernels().getFirst();

    private final HasherBench bench = new HasherBench(new VirtualTime(), Entropy.system());

    @Test
    void takesTenRoundsEvenWhenTheTimeIsUp() {
        BenchReport report = bench.run(List.of(DIGEST), Duration.ZERO);
        assertEquals(10, report.rounds());
        assertEquals("digest", report.kernels().getFirst().name());
        assertEquals(1, report.kernels().getFirst().ratioToDigest());
        assertTrue(report.kernels().getFirst().mhPerCpuSecond() > 0);
    }

    @Test
    void showsNoSpeedOfAKernelThatComputesWrongly() {
        KernelEntry.Usable blind =
                new KernelEntry.Usable(
                        "native-blind", Family.NATIVE, Fit.MADE_FOR_IT, 1, Blind::new);
        IllegalStateException refused =
                assertThrows(
                        IllegalStateException.class,
                        () -> bench.run(List.of(DIGEST, blind), Duration.ZERO));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("native-blind computes wrongly"));
    }

    private record Blind() implements ScanKernel {

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int scan(ScanJob job, int firstWord, int count, Candidates found) {
            return count;
        }
    }
}
