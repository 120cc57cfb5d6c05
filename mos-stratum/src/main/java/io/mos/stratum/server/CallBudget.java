package io.mos.stratum.server;

/** A token bucket over a miner's calls. Owner: the connection. */
final class CallBudget {

    private final double burst;
    private final double perNano;
    private double left;
    private long atNanos;

    CallBudget(ServerLimits limits, long nowNanos) {
        burst = limits.callBurst();
        perNano = limits.callsPerSecond() / 1e9;
        left = burst;
        atNanos = nowNanos;
    }

    /** Whether one more call may be served. */
    boolean take(long nowNanos) {
        left = Math.min(burst, left + (nowNanos - atNanos) * perNano);
        atNanos = nowNanos;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
