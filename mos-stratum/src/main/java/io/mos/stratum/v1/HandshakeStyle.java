package io.mos.stratum.v1;

/**
 * How much we ask of a pool at once. Where a connection ends before its first job, the next attempt
 * takes the next style: an old SRI translator loses jobs when subscribe and authorise arrive in one
 * segment, and some pools hang up on calls they do not know.
 */
enum HandshakeStyle {
    /** Everything at once, without waiting. */
    PIPELINED,
    /** Configure, subscribe, authorise, each after the reply to the one before. */
    STEPWISE,
    /** Subscribe, then authorise, and nothing else. */
    BARE;

    HandshakeStyle next() {
        return switch (this) {
            case PIPELINED -> STEPWISE;
            case STEPWISE -> BARE;
            case BARE -> PIPELINED;
        };
    }
}
