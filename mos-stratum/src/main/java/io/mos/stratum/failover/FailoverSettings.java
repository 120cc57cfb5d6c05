package io.mos.stratum.failover;

import java.time.Duration;

/**
 * How a source moves between its endpoints.
 *
 * @param stable how long a better endpoint that had failed must hold before we return to it, and
 *     how long any must hold before its failures are forgiven
 */
public record FailoverSettings(Duration stable) {

    /** A minute: longer than a pool's restart takes to settle. */
    public static final FailoverSettings DEFAULT = new FailoverSettings(Duration.ofSeconds(60));

    public FailoverSettings {
        if (stable.isNegative()) {
            throw new IllegalArgumentException("a stable period must not be negative");
        }
    }
}
