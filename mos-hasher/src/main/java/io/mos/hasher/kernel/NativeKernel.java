package io.mos.hasher.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A C kernel called through FFM. Layouts as in moshash.h, native byte order:
 *
 * <pre>
 * job:  offset | size | field                 hits: offset | size | field
 *            0 |  128 | midstate[4][8]                   0 |    4 | size
 *          128 |   12 | tail[3]                          4 |    4 | capacity
 *          140 |    4 | mask                         8+8*i |    8 | header index, nonce word
 * </pre>
 */
final class NativeKernel implements ScanKernel {

    private static final long MIDSTATE_BYTES = 32;
    private static final long TAIL_OFFSET = 128;
    private static final long MASK_OFFSET = 140;
    private static final long JOB_BYTES = 144;
    private static final long HITS_HEADER_BYTES = 8;
    private static final long HIT_BYTES = 8;
    private static final ValueLayout.OfInt WORD = ValueLayout.JAVA_INT;

    /** C code reads whole vectors of the job; a cache line suits them all. */
    private static final long ALIGNMENT_BYTES = 64;

    private static final int HITS_CAPACITY = 1024;

    private final MethodHandle function;
    private final int width;
    private final MemorySegment nativeJob;
    private final MemorySegment hits;
    private @Nullable ScanJob prepared;

    NativeKernel(MethodHandle function, int width) {
        this.function = function;
        this.width = width;
        Arena arena = Arena.ofAuto();
        nativeJob = arena.allocate(JOB_BYTES, ALIGNMENT_BYTES);
        hits = arena.allocate(HITS_HEADER_BYTES + HITS_CAPACITY * HIT_BYTES, ALIGNMENT_BYTES);
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int scan(ScanJob job, int firstWord, int count, Candidates found) {
        if (prepared != job) {
            prepare(job);
        }
        hits.set(WORD, 0, 0);
        hits.set(WORD, Integer.BYTES, Math.min(HITS_CAPACITY, found.free()));
        int scanned = call(firstWord, count);
        int size = hits.get(WORD, 0);
        for (int i = 0; i < size; i++) {
            long hit = HITS_HEADER_BYTES + i * HIT_BYTES;
            found.add(hits.get(WORD, hit), hits.get(WORD, hit + Integer.BYTES));
        }
        return scanned;
    }

    private void prepare(ScanJob job) {
        for (int header = 0; header < width; header++) {
            int[] midstate = job.midstate(header);
            long offset = header * MIDSTATE_BYTES;
            MemorySegment.copy(midstate, 0, nativeJob, WORD, offset, midstate.length);
        }
        for (int word = 0; word < ScanJob.TAIL_WORDS; word++) {
            nativeJob.set(WORD, TAIL_OFFSET + (long) word * Integer.BYTES, job.tail(word));
        }
        nativeJob.set(WORD, MASK_OFFSET, job.stateMask());
        prepared = job;
    }

    private int call(int firstWord, int count) {
        try {
            return (int) function.invokeExact(nativeJob, firstWord, count, hits);
        } catch (Throwable e) {
            // Declared by every method handle; C code throws nothing.
            throw new IllegalStateException("the native scan failed", e);
        }
    }
}
