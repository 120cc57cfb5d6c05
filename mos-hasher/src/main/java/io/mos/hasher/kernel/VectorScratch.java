package io.mos.hasher.kernel;

import static io.mos.hasher.kernel.VectorLayout.AREA_SLOTS;
import static io.mos.hasher.kernel.VectorLayout.DIGEST_KW;
import static io.mos.hasher.kernel.VectorLayout.HEADER_KW;
import static io.mos.hasher.kernel.VectorLayout.K32;
import static io.mos.hasher.kernel.VectorLayout.SHARED_SLOTS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * What a vector kernel computes on: aligned memory outside the heap (a vector across two cache
 * lines costs twice) and the words of the job that no nonce changes. Owner: the kernel's thread.
 */
final class VectorScratch {

    /** A cache line, and the widest vector. */
    private static final long CACHE_LINE_BYTES = 64;

    private final int lanes;
    private final int chains;
    private final MemorySegment memory;
    private final long skewBytes;
    private final int[] job = new int[VectorLayout.JOB_WORDS];
    private final int[][] headers = new int[ScanJob.SHARED_WIDTH][VectorLayout.HEADER_WORDS];
    private @Nullable ScanJob prepared;

    /** Where the memory begins. */
    enum Alignment {
        CACHE_LINE(0),
        /** 16 bytes into a line, like the data of a Java array: what aligning gains is measured. */
        HEAP_ARRAY(16);

        private final long skewBytes;

        Alignment(long skewBytes) {
            this.skewBytes = skewBytes;
        }
    }

    VectorScratch(int lanes, int chains, Alignment alignment) {
        this.lanes = lanes;
        this.chains = chains;
        skewBytes = alignment.skewBytes;
        int slots = chains * AREA_SLOTS + SHARED_SLOTS;
        memory = Arena.ofAuto().allocate(skewBytes + bytes(slots), CACHE_LINE_BYTES);
        for (int i = 32; i < Sha256.ROUNDS; i++) {
            fill(chains * AREA_SLOTS + K32 + i - 32, Sha256.k(i));
        }
        for (int chain = 0; chain < chains; chain++) {
            for (int i = 0; i < Sha256.BLOCK_WORDS; i++) {
                fill(chain * AREA_SLOTS + HEADER_KW + i, Sha256.k(i) + Sha256.headerPadding(i));
                fill(chain * AREA_SLOTS + DIGEST_KW + i, Sha256.k(i) + Sha256.digestPadding(i));
            }
        }
    }

    /** Address of a chain's own vectors. */
    long area(int chain) {
        return memory.address() + skewBytes + bytes(chain * AREA_SLOTS);
    }

    /** Address of the vectors all chains use in turn. */
    long shared() {
        return area(chains);
    }

    int[] job() {
        return job;
    }

    int[] header(int index) {
        return headers[index];
    }

    void prepare(ScanJob next) {
        if (prepared == next) {
            return;
        }
        int w16 = Sha256.word16(next);
        int w17 = Sha256.word17(next);
        for (int chain = 0; chain < chains; chain++) {
            fill(chain * AREA_SLOTS + HEADER_KW + 16, Sha256.k(16) + w16);
            fill(chain * AREA_SLOTS + HEADER_KW + 17, Sha256.k(17) + w17);
        }
        job[VectorLayout.JOB_W16] = w16;
        job[VectorLayout.JOB_W17] = w17;
        job[VectorLayout.JOB_W18] = Sha256.smallSigma1(w16) + next.tail(2);
        job[VectorLayout.JOB_W19] =
                Sha256.smallSigma1(w17) + Sha256.smallSigma0(Sha256.headerPadding(4));
        job[VectorLayout.JOB_W31] = Sha256.smallSigma0(w16) + Sha256.headerPadding(15);
        for (int header = 0; header < next.width(); header++) {
            prepareHeader(next, header);
        }
        prepared = next;
    }

    private void prepareHeader(ScanJob next, int index) {
        int[] words = headers[index];
        int[] state = next.midstate(index);
        System.arraycopy(state, 0, words, VectorLayout.HEADER_MIDSTATE, state.length);
        for (int round = 0; round < ScanJob.TAIL_WORDS; round++) {
            Sha256.round(state, Sha256.k(round) + next.tail(round));
        }
        System.arraycopy(state, 0, words, VectorLayout.HEADER_A, 3);
        System.arraycopy(state, 4, words, VectorLayout.HEADER_E, 3);
        Sha256.round(state, Sha256.k(ScanJob.TAIL_WORDS));
        words[VectorLayout.HEADER_NEW_A] = state[0];
        words[VectorLayout.HEADER_NEW_E] = state[4];
    }

    private void fill(int slot, int word) {
        for (int lane = 0; lane < lanes; lane++) {
            memory.set(
                    ValueLayout.JAVA_INT,
                    skewBytes + bytes(slot) + (long) lane * Integer.BYTES,
                    word);
        }
    }

    private long bytes(int slots) {
        return (long) slots * lanes * Integer.BYTES;
    }
}
