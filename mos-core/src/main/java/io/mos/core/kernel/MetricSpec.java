package io.mos.core.kernel;

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
}
