package io.mos.stratum.failover;

/**
 * Calls beyond the plain handshake that a pool may dislike; switch off what it hangs up on.
 *
 * @param configure {@code mining.configure}: version rolling, minimum difficulty
 * @param extranonceSubscribe {@code mining.extranonce.subscribe}
 */
public record OptionalCalls(boolean configure, boolean extranonceSubscribe) {

    public static final OptionalCalls ALL = new OptionalCalls(true, true);
    public static final OptionalCalls NONE = new OptionalCalls(false, false);
}
