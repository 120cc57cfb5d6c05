package io.mos.hasher.kernel;

/**
 * Searches nonces of a prepared job. One instance belongs to one thread: it owns scratch memory.
 * Once compiled it allocates nothing per hash, {@code digest} excepted.
 */
public interface ScanKernel {

    /** How many headers of a job it scans together: 1, or {@link ScanJob#SHARED_WIDTH}. */
    int width();

    /**
     * Scans nonce words {@code firstWord}, {@code firstWord + 1}, … (modulo 2^32) of every header
     * of the job and adds the candidates in no particular order. Blocks for the whole scan; keep it
     * short, a native scan cannot be interrupted.
     *
     * @param job of this kernel's width
     * @param count how many words, 0 or more; need not be a multiple of anything
     * @return how many words were scanned: fewer than {@code count} only when the buffer may not
     *     take the next step's candidates; empty it and go on from there
     */
    int scan(ScanJob job, int firstWord, int count, Candidates found);
}
