package io.mos.stratum.solo;

import io.mos.core.chain.Hash256;

/**
 * Tells whether a template still describes the tip. Two calls for templates may be under way at
 * once (one waits for news, one refreshes) and a block of our own may be accepted meanwhile, so
 * that an answer can arrive after a newer one. Owner: the connection's loop.
 */
final class TipOrder {

    private Hash256 tip = Hash256.ZERO;
    private int nextHeight;
    private long knownSince;
    private long clock;

    /** The block to build on; zero before the first template. */
    Hash256 tip() {
        return tip;
    }

    /** Stamps a call at its beginning. */
    long begin() {
        return ++clock;
    }

    /**
     * Whether to mine on this template, which answers the call with that stamp; then its block is
     * the tip from now on.
     */
    boolean accept(BlockTemplate template, long stamp) {
        boolean isCurrent =
                template.prevHash().equals(tip)
                        || template.height() > nextHeight
                        || stamp > knownSince;
        if (isCurrent) {
            moveTo(template.prevHash(), template.height());
        }
        return isCurrent;
    }

    /** Our block at {@code height} is the tip, unless the node has gone on already. */
    void extendedBy(Hash256 block, int height) {
        if (height >= nextHeight) {
            moveTo(block, height + 1);
        }
    }

    private void moveTo(Hash256 newTip, int height) {
        if (!newTip.equals(tip)) {
            knownSince = ++clock;
        }
        tip = newTip;
        nextHeight = height;
    }
}
