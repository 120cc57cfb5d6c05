package io.mos.daemon.config;

import java.time.Duration;

/** What a duration's number counts; the key's name ends with the suffix. */
public enum DurationUnit {
    MILLISECONDS("ms", "milliseconds"),
    SECONDS("s", "seconds"),
    MINUTES("min", "minutes");

    private final String suffix;
    private final String words;

    DurationUnit(String suffix, String words) {
        this.suffix = suffix;
        this.words = words;
    }

    String suffix() {
        return suffix;
    }

    String words() {
        return words;
    }

    Duration of(long count) {
        return switch (this) {
            case MILLISECONDS -> Duration.ofMillis(count);
            case SECONDS -> Duration.ofSeconds(count);
            case MINUTES -> Duration.ofMinutes(count);
        };
    }

    long count(Duration duration) {
        return switch (this) {
            case MILLISECONDS -> duration.toMillis();
            case SECONDS -> duration.toSeconds();
            case MINUTES -> duration.toMinutes();
        };
    }
}
