package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.KernelCatalog;
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
    private static final Usable VECTOR =
            new Usable("vector-4", Family.VECTOR, Fit.MADE_FOR_IT, 1, BlindKernel::new);

    private static final KernelCatalog DIGEST_ALONE = KernelCatalog.of(List.of(DIGEST));

    @Test
    void beginsWithAKernelThatNeedsNoWarmUp() {
        KernelSelection first = choice(HERE, HasherConfig.AUTO).first();
        assertNotEquals(Family.VECTOR, first.single().entry().family());
        assertTrue(first.single().mhPerCpuSecond() > 0);
    }

    @Test
    void usesTheConfiguredKernelAlone() {
        KernelSelection first = choice(HERE, "digest").first();
        assertEquals("digest", first.single().entry().id());
        assertEquals(Optional.empty(), first.shared());
        assertEquals("configured", first.reason());
    }

    @Test
    void hashesWithSomethingElseWhileAConfiguredVectorKernelWarmsUp() {
        Optional<Usable> vector = HERE.fitting(Family.VECTOR).stream().findFirst();
        assumeTrue(vector.isPresent(), "no Vector API here");
        String wanted = vector.orElseThrow().id();
        assertNotEquals(wanted, choice(HERE, wanted).first().single().entry().id());
        assertTrue(choice(HERE, wanted).hasMoreToTry());
    }

    @Test
    void choosesByItselfWhenNoKernelHasTheConfiguredName() {
        KernelChoice choice = choice(DIGEST_ALONE, "warp-drive");
        assertEquals("digest", choice.first().single().entry().id());
        assertEquals("fastest of 1 kernels after warm-up", choice.warmed().reason());
    }

    @Test
    void neverChoosesAKernelThatComputesWrongly() {
        KernelCatalog withBlind = KernelCatalog.of(List.of(DIGEST, BLIND));
        for (String wanted : List.of(HasherConfig.AUTO, "native-blind")) {
            KernelChoice choice = choice(withBlind, wanted);
            assertEquals("digest", choice.first().single().entry().id());
            assertEquals("digest", choice.warmed().single().entry().id());
        }
    }

    @Test
    void timesAgainOnceTheJitIsDone() {
        KernelChoice choice = choice(DIGEST_ALONE, HasherConfig.AUTO);
        KernelSelection first = choice.first();
        assertTrue(choice.hasMoreToTry());
        KernelSelection warmed = choice.warmed();
        assertEquals("fastest of 1 kernels after warm-up", warmed.reason());
        assertNotEquals(first.single().mhPerCpuSecond(), warmed.single().mhPerCpuSecond());
    }

    @Test
    void leavesOutAKernelThatComputesWronglyOnceItIsCompiled() {
        Usable turncoat =
                new Usable("vector-4", Family.VECTOR, Fit.MADE_FOR_IT, 1, TurncoatKernel::new);
        KernelChoice choice =
                choice(KernelCatalog.of(List.of(DIGEST, turncoat)), HasherConfig.AUTO);
        assertEquals("digest", choice.warmed().single().entry().id());
    }

    @Test
    void triesVectorKernelsOnlyWhereNoNativeOneIs() {
        String auto = HasherConfig.AUTO;
        assertTrue(choice(KernelCatalog.of(List.of(DIGEST, VECTOR)), auto).hasMoreToTry());
        assertFalse(choice(KernelCatalog.of(List.of(DIGEST, VECTOR, BLIND)), auto).hasMoreToTry());
        assertTrue(
                choice(KernelCatalog.of(List.of(DIGEST, VECTOR, BLIND)), "vector-4")
                        .hasMoreToTry());
    }

    private static KernelChoice choice(KernelCatalog catalog, String wanted) {
        return new KernelChoice(catalog, wanted, Entropy.system());
    }

    /** Right until it has run for a while, as code can be that the JIT compiles wrongly. */
    private static final class TurncoatKernel implements ScanKernel {

        private static final int RIGHT_FOR_WORDS = 20_000;

        private final ScanKernel digest = DIGEST.opener().get();
        private long words;

        @Override
        public int width() {
            return 1;
        }

        @Override
        public int scan(ScanJob job, int firstWord, int count, Candidates found) {
            words += count;
            return words < RIGHT_FOR_WORDS ? digest.scan(job, firstWord, count, found) : count;
        }
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
