package io.mos.core.kernel;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;

/**
 * A metric's name and meaning; each module lists its own in one class, from which docs/metrics.md
 * is generated.
 *
 * @param name as Prometheus shows it, base unit and {@code _total} included
 * @param labels bounded label names
 */
public record MetricSpec(String name, Kind kind, String help, List<String> labels) {

    /** What the numbers do. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /**
     * Where the buckets of a histogram of durations end, from work handed on within the process to
     * a pool that hardly answers. They are few, and the same on every machine, so that the counts
     * of many machines add up, which quantiles do not.
     */
    private static final List<Duration> BUCKETS =
            List.of(
                    Duration.ofNanos(100_000),
                    Duration.ofMillis(1),
                    Duration.ofMillis(2),
                    Duration.ofMillis(5),
                    Duration.ofMillis(10),
                    Duration.ofMillis(25),
                    Duration.ofMillis(50),
                    Duration.ofMillis(100),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(30));

    public MetricSpec {
        labels = List.copyOf(labels);
    }

    /**
     * The name a Micrometer meter is registered under: its Prometheus view adds the suffix again.
     */
    public String meterName() {
        return switch (kind) {
            case COUNTER -> name.substring(0, name.length() - "_total".length());
            case GAUGE, HISTOGRAM -> name;
        };
    }

    /**
     * This counter, registered at the first call.
     *
     * @param tags names and values by turns
     */
    public Counter counter(MeterRegistry registry, String... tags) {
        return Counter.builder(meterName()).description(help).tags(tags).register(registry);
    }

    /**
     * This histogram's timer, registered at the first call.
     *
     * @param tags names and values by turns
     */
    public Timer timer(MeterRegistry registry, String... tags) {
        return Timer.builder(meterName())
                .description(help)
                .tags(tags)
                .serviceLevelObjectives(BUCKETS.toArray(Duration[]::new))
                .register(registry);
    }
}
