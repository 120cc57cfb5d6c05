package io.mos.hasher;

/**
 * How long a hashing thread rests after each batch, so that it hashes the wished share of the time.
 *
 * @param percent 1 to 100
 */
record DutyLimit(int percent) {

    /** The rest that makes so much work the wished share of both. */
    long restNanos(long busyNanos) {
        return busyNanos * (100 - percent) / percent;
    }
}
