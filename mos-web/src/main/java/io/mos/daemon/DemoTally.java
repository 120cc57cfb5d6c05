package io.mos.daemon;

import java.util.Locale;

/**
 * What a demo has to show for itself.
 *
 * @param hashrateMhs 10^6 hashes a second by the device's own count, over its last seconds
 * @param kernel what hashes, empty before one was chosen
 */
record DemoTally(long accepted, long rejected, long stale, double hashrateMhs, String kernel) {

    static final DemoTally NONE = new DemoTally(0, 0, 0, 0, "");

    /** One more share; what was not answered is in nobody's count. */
    DemoTally plus(String verdict) {
        return switch (verdict) {
            case "accepted" -> new DemoTally(accepted + 1, rejected, stale, hashrateMhs, kernel);
            case "rejected" -> new DemoTally(accepted, rejected + 1, stale, hashrateMhs, kernel);
            case "stale" -> new DemoTally(accepted, rejected, stale + 1, hashrateMhs, kernel);
            default -> this;
        };
    }

    DemoTally hashing(double newHashrateMhs, String newKernel) {
        return new DemoTally(accepted, rejected, stale, newHashrateMhs, newKernel);
    }

    /** One line of JSON, its keys fixed for whoever reads it. */
    String toJson() {
        return String.format(
                Locale.ROOT,
                "{\"accepted\":%d,\"rejected\":%d,\"stale\":%d,\"hashrateMhs\":%.3f,"
                        + "\"kernel\":\"%s\"}",
                accepted,
                rejected,
                stale,
                hashrateMhs,
                kernel);
    }
}
