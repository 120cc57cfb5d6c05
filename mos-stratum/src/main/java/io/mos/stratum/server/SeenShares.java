package io.mos.stratum.server;

import io.mos.core.chain.Hash256;
import java.nio.ByteBuffer;

/**
 * The shares found with one extranonce1 since the last clean job, to refuse the second of the same.
 * Remembers at least the last {@link #GENERATION_SIZE} and at most twice as many, by 64 bits of
 * their hashes: two of a miner's own shares that agree in them do not happen by chance, and a miner
 * that looks for such a pair only loses one. Owner: the server's loop.
 */
final class SeenShares {

    /** A miner steered towards 20 shares a minute takes 100 minutes, longer than any block. */
    static final int GENERATION_SIZE = 2_048;

    private static final int FIRST_CAPACITY = 16;
    private static final long[] NOTHING = new long[1];

    /** Open addressing, 0 for free; capacities are powers of two, at most half full. */
    private long[] recent = NOTHING;

    private long[] older = NOTHING;
    private int recentCount;
    private long era;

    /**
     * Remembers a share.
     *
     * @param currentEra changes with each clean job, after which no older share can come again
     * @return whether it is the first of its kind
     */
    boolean add(Hash256 hash, long currentEra) {
        if (currentEra != era) {
            era = currentEra;
            forget();
        }
        long print = fingerprint(hash);
        if (contains(recent, print) || contains(older, print)) {
            return false;
        }
        if (recentCount == GENERATION_SIZE) {
            older = recent;
            recent = NOTHING;
            recentCount = 0;
        }
        if (2 * (recentCount + 1) > recent.length) {
            recent = grown(recent);
        }
        recent[slot(recent, print)] = print;
        recentCount++;
        return true;
    }

    private void forget() {
        recent = NOTHING;
        older = NOTHING;
        recentCount = 0;
    }

    private static long[] grown(long[] table) {
        long[] larger = new long[Math.max(FIRST_CAPACITY, 2 * table.length)];
        for (long print : table) {
            if (print != 0) {
                larger[slot(larger, print)] = print;
            }
        }
        return larger;
    }

    private static boolean contains(long[] table, long print) {
        return table[slot(table, print)] == print;
    }

    /** Where it is, or would go. */
    private static int slot(long[] table, long print) {
        int mask = table.length - 1;
        int slot = (int) print & mask;
        while (table[slot] != 0 && table[slot] != print) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The hash's first bytes: its last ones are zero for the sake of the target. */
    private static long fingerprint(Hash256 hash) {
        long print = ByteBuffer.wrap(hash.toBytes()).getLong();
        return print == 0 ? 1 : print;
    }
}
