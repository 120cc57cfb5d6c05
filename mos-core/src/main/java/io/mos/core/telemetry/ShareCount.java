package io.mos.core.telemetry;

/**
 * Shares by what became of them, since the start.
 *
 * @param acceptedDifficulty sum of the difficulties the accepted ones were asked for
 * @param blocks accepted shares that also met the network target
 */
public record ShareCount(
        long accepted,
        long rejected,
        long stale,
        long unanswered,
        double acceptedDifficulty,
        long blocks) {

    public static final ShareCount NONE = new ShareCount(0, 0, 0, 0, 0, 0);

    public long judged() {
        return accepted + rejected + stale + unanswered;
    }
}
