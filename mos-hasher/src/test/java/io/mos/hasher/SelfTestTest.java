package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import io.mos.hasher.kernel.KernelEntry.Usable;
import io.mos.hasher.kernel.ScanJob;
import io.mos.hasher.kernel.ScanKernel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfTestTest {

    private static final Usable DIGEST = KernelCatalog.discover().digest();

    @Test
    void reportsEachKernelAsSoonAsItIsThere() {
        Usable blind = new Usable("native-blind", Family.NATIVE, Fit.MADE_FOR_IT, 1, Blind::new);
        Usable spare = new Usable("vector-4", Family.VECTOR, Fit.MERELY_RUNS, 1, DIGEST.opener());
        List<KernelReport> watched = new ArrayList<>();
        List<KernelReport> reports =
                SelfTest.run(
                        KernelCatalog.of(List.of(DIGEST, blind, spare)),
                        Entropy.system(),
                        watched::add);
        assertEquals(reports, watched);
        var digest = assertInstanceOf(KernelReport.Passed.class, reports.get(0));
        assertTrue(digest.hashes() > 5_000, digest.toString());
        assertTrue(digest.allocatedBytesPerHash() <= 320, digest.toString());
        assertInstanceOf(KernelReport.PassedUntimed.class, reports.get(1));
        assertEquals("native-blind", reports.get(2).id());
        assertInstanceOf(KernelReport.Failed.class, reports.get(2));
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
