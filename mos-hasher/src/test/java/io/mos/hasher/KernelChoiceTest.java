package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import io.mos.hasher.kernel.KernelEntry.Usable;
import io.mos.hasher.kernel.ScanJob;
import io.mos.hasher.kernel.ScanKernel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

    private static final KernelCatalog HERE = KernelCatalog.discover();
    private static final Usable DIGEST = HERE.digest();
    private static final Usable BLIND =
            new Usable("native-blind", Family.NATIVE, Fit.MADE_FOR_IT, 1, BlindKernel::new);

    @Test
    void beginsWithAKernelThatNeedsNoWarmUp() {
        KernelSelection first = choice(HERE).first(HasherConfig.AUTO);
        assertNotEquals(Family.VECTOR, first.single().entry().family());
        assertTrue(first.single().mhPerCpuSecond() > 0);
    }

    @Test
    void usesTheConfiguredKernelAlone() {
        KernelSelection first = choice(HERE).first("digest");
        assertEquals("digest", first.single().entry().id());
        assertEquals(Optional.empty(), first.shared());
        assertFalse(choice(HERE).hasMoreToTry("digest"));
    }

    @Test
    void hashesWithSomethingElseWhileAConfiguredVectorKernelWarmsUp() {
        Optional<Usable> vector =
                HERE.fitting().stream().filter(e -> e.family() == Family.VECTOR).findFirst();
        assumeTrue(vector.isPresent(), "no Vector API here");
        String wanted = vector.orElseThrow().id();
        assertNotEquals(wanted, choice(HERE).first(wanted).single().entry().id());
        assertTrue(choice(HERE).hasMoreToTry(wanted));
    }

    @Test
    void fallsBackWhenNoKernelHasTheConfiguredName() {
        KernelSelection first = choice(KernelCatalog.of(List.of(DIGEST))).first("warp-drive");
        assertEquals("digest", first.single().entry().id());
    }

    @Test
    void neverChoosesAKernelThatComputesWrongly() {
        KernelChoice choice = choice(KernelCatalog.of(List.of(DIGEST, BLIND)));
        assertEquals("digest", choice.first(HasherConfig.AUTO).single().entry().id());
        assertEquals("digest", choice.first("native-blind").single().entry().id());
    }

    @Test
    void triesVectorKernelsOnlyWhereNoNativeOneIs() {
        KernelEntry vector =
                new Usable("vector-4", Family.VECTOR, Fit.MADE_FOR_IT, 1, BlindKernel::new);
        KernelEntry foreign =
                new Usable("vector-8", Family.VECTOR, Fit.MERELY_RUNS, 1, BlindKernel::new);
        String auto = HasherConfig.AUTO;
        assertTrue(choice(KernelCatalog.of(List.of(DIGEST, vector))).hasMoreToTry(auto));
        assertFalse(choice(KernelCatalog.of(List.of(DIGEST, foreign))).hasMoreToTry(auto));
        assertFalse(choice(KernelCatalog.of(List.of(DIGEST, vector, BLIND))).hasMoreToTry(auto));
    }

    private static KernelChoice choice(KernelCatalog catalog) {
        return new KernelChoice(catalog, Entropy.system());
    }

    /** Fast, and finds nothing. */
    private record BlindKernel() implements ScanKernel {

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
