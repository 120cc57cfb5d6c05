package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Target;
import io.mos.core.testkit.Gen;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class KernelCheckTest {

    private static final KernelCatalog CATALOG = KernelCatalog.discover();

    static Stream<String> usableKernels() {
        return CATALOG.usable().stream().map(KernelEntry::id);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usableKernels")
    @Tag("property")
    void everyKernelOfThisMachineAgreesWithMessageDigest(String id) {
        ScanKernel kernel = CATALOG.usable(id).orElseThrow().opener().get();
        Gen.forAll(2, gen -> assertInstanceOf(KernelVerdict.Correct.class, verdict(gen, kernel)));
    }

    /** What a subtly broken kernel would do; the check must notice each. */
    enum Flaw {
        FORGETS_THE_LAST_WORD_OF_A_RANGE {
            @Override
            boolean loses(int index, int word, int first, int count) {
                return word == first + count - 1;
            }
        },
        FORGETS_THE_FIRST_WORD_OF_A_RANGE {
            @Override
            boolean loses(int index, int word, int first, int count) {
                return word == first;
            }
        },
        STOPS_AT_THE_WRAP_AROUND {
            @Override
            boolean loses(int index, int word, int first, int count) {
                return Integer.compareUnsigned(word, first) < 0;
            }
        },
        MIXES_UP_THE_LAST_TWO_HEADERS {
            @Override
            int index(int index) {
                return index < 2 ? index : index ^ 1;
            }
        },
        LOSES_THE_LAST_HEADER {
            @Override
            boolean loses(int index, int word, int first, int count) {
                return index == 3;
            }
        };

        boolean loses(int index, int word, int first, int count) {
            return false;
        }

        int index(int index) {
            return index;
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void noticesAFlawedKernel(Flaw flaw) {
        ScanKernel flawed = new FlawedKernel(flaw);
        KernelCheck thorough = KernelCheck.thorough(new SeededEntropy(Gen.ofSeed(1)));
        KernelCheck brief = KernelCheck.brief(new SeededEntropy(Gen.ofSeed(1)));
        assertInstanceOf(KernelVerdict.Wrong.class, thorough.check(flawed));
        assertInstanceOf(KernelVerdict.Wrong.class, brief.check(flawed));
    }

    @Test
    void tellsWhereAFlawedKernelDiffers() {
        KernelCheck check = KernelCheck.thorough(new SeededEntropy(Gen.ofSeed(1)));
        var verdict = check.check(new FlawedKernel(Flaw.LOSES_THE_LAST_HEADER));
        var wrong = assertInstanceOf(KernelVerdict.Wrong.class, verdict);
        assertTrue(wrong.difference().contains("MessageDigest says"), wrong.difference());
    }

    @Test
    void acceptsTheSameKernelWithoutAFlaw() {
        KernelCheck check = KernelCheck.thorough(new SeededEntropy(Gen.ofSeed(1)));
        assertInstanceOf(KernelVerdict.Correct.class, check.check(new FourDigests()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usableKernels")
    void stopsBeforeTheBufferOverflowsAndSaysHowFarItCame(String id) {
        ScanKernel kernel = CATALOG.usable(id).orElseThrow().opener().get();
        var headers = KernelCheck.versionsOf(KnownAnswers.HEADERS.getFirst());
        ScanJob job =
                kernel.width() == 1
                        ? ScanJob.of(headers.getFirst(), Target.MAX)
                        : ScanJob.shared(headers, Target.MAX);
        Candidates found = new Candidates(Candidates.MIN_CAPACITY);
        int scanned = kernel.scan(job, 5, 1000, found);
        assertEquals(Candidates.MIN_CAPACITY, found.size());
        assertEquals(Candidates.MIN_CAPACITY / kernel.width(), scanned);
        assertEquals(0, kernel.scan(job, 5 + scanned, 1000, found));
        assertEquals(Candidates.MIN_CAPACITY, found.size());
    }

    private static KernelVerdict verdict(Gen gen, ScanKernel kernel) {
        return KernelCheck.thorough(new SeededEntropy(gen)).check(kernel);
    }

    /** A correct kernel of width 4, by digests. */
    private static class FourDigests implements ScanKernel {

        @Override
        public int width() {
            return ScanJob.SHARED_WIDTH;
        }

        @Override
        public int scan(ScanJob job, int firstWord, int count, Candidates found) {
            int done = 0;
            while (done < count && !found.isFullFor(width())) {
                for (int index = 0; index < width(); index++) {
                    int word = firstWord + done;
                    byte[] hash = job.header(index, Integer.reverseBytes(word)).hash().toBytes();
                    int last = ByteBuffer.wrap(hash).getInt(28);
                    if ((last & job.stateMask()) == 0 && keeps(index, word, firstWord, count)) {
                        found.add(reported(index), word);
                    }
                }
                done++;
            }
            return done;
        }

        boolean keeps(int index, int word, int first, int count) {
            return true;
        }

        int reported(int index) {
            return index;
        }
    }

    private static final class FlawedKernel extends FourDigests {
        private final Flaw flaw;

        FlawedKernel(Flaw flaw) {
            this.flaw = flaw;
        }

        @Override
        boolean keeps(int index, int word, int first, int count) {
            return !flaw.loses(index, word, first, count);
        }

        @Override
        int reported(int index) {
            return flaw.index(index);
        }
    }
}
