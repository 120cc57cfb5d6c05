package io.mos.drivers.bm13xx.family;

/**
 * How a family numbers jobs, and how its nonces name them (BM13XX.md §8).
 *
 * @param step from one job's header byte to the next
 * @param modulus at which the header byte wraps
 * @param granularity distance of neighbouring header bytes: {@code modulus / granularity} jobs are
 *     told apart
 * @param returnedMask the bits of a nonce's job byte that name the job
 * @param returnedShift by how much those bits are shifted left of where the host sent them
 * @param lowBits what the other bits of the job byte say
 */
public record JobIds(
        int step,
        int modulus,
        int granularity,
        @Hex int returnedMask,
        int returnedShift,
        LowBits lowBits,
        Source source) {

    /** Meaning of the job byte's low bits. */
    public enum LowBits {
        SUBCORE,
        MIDSTATE
    }

    public JobIds {
        Check.within(8, modulus, 256, "modulus");
        Check.within(1, granularity, modulus, "granularity");
        Check.within(granularity, step, modulus - 1, "step");
        Check.within(1, returnedMask, 0xff, "returned-mask");
        Check.within(0, returnedShift, 4, "returned-shift");
        Check.that(step % granularity == 0, "step must be a multiple of granularity");
        Check.that(modulus % granularity == 0, "modulus must be a multiple of granularity");
        Check.that(
                ((modulus - granularity) << returnedShift & ~returnedMask) == 0,
                "returned-mask must cover every id");
    }

    /** How many jobs a chain can tell apart. */
    public int jobs() {
        return modulus / granularity;
    }

    /** The header byte after this one. */
    public int after(int jobHeader) {
        return (jobHeader + step) % modulus;
    }

    /** The header byte a nonce's job byte names; not necessarily one that was sent. */
    public int jobHeader(int jobByte) {
        return (jobByte & returnedMask) >>> returnedShift;
    }

    /** The sub-core or the midstate's index. */
    public int lowBits(int jobByte) {
        return jobByte & ~returnedMask;
    }

    /** The job byte of a nonce, as a chip makes it. */
    public int jobByte(int jobHeader, int lowBits) {
        return jobHeader << returnedShift | lowBits;
    }
}
