package io.mos.hasher;

import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import io.mos.hasher.kernel.Candidates;
import io.mos.hasher.kernel.ScanJob;
import java.util.OptionalInt;

/**
 * One thread's own piece of a work: all nonces of one header, or of four that differ in version.
 * Owner: the thread that took it.
 */
final class HashSlice {

    /** All nonces of a header. */
    private static final long NONCES = 1L << 32;

    private final Work work;
    private final Extranonce extranonce2;
    private final Target ticketTarget;
    private final ScanJob job;
    private long done;

    HashSlice(Work work, Extranonce extranonce2, Target ticketTarget, ScanJob job) {
        this.work = work;
        this.extranonce2 = extranonce2;
        this.ticketTarget = ticketTarget;
        this.job = job;
    }

    ScanJob job() {
        return job;
    }

    Extranonce claimedExtranonce2() {
        return extranonce2;
    }

    /** The next nonce word to scan. */
    int nextWord() {
        return (int) done;
    }

    /** At most {@code wanted} words, fewer at the end of the slice. */
    int atMost(int wanted) {
        return (int) Math.min(wanted, NONCES - done);
    }

    void advance(int words) {
        done += words;
    }

    boolean isExhausted() {
        return done >= NONCES;
    }

    boolean isOf(Work other) {
        return work.equals(other);
    }

    /** A candidate as the claim of a device. */
    NonceFound claim(Candidates found, int at) {
        var header = job.header(found.headerIndex(at), found.nonce(at));
        return new NonceFound(
                work,
                ticketTarget,
                extranonce2,
                header.version(),
                header.nTime(),
                header.nonce(),
                OptionalInt.empty());
    }
}
