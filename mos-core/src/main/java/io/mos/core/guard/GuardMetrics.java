package io.mos.core.guard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.telemetry.DeviceId;
import java.util.List;

/** The guardians' metrics. Thread-safe. */
public final class GuardMetrics {

    static final MetricSpec CUTS =
            new MetricSpec(
                    "mos_guard_cuts_total",
                    Kind.COUNTER,
                    "Times a guardian took a board's hash power away, by fault",
                    List.of("device", "fault"));
    static final MetricSpec CUT_FAILURES =
            new MetricSpec(
                    "mos_guard_cut_failures_total",
                    Kind.COUNTER,
                    "Attempts to take hash power away of which a step failed",
                    List.of("device"));
    static final MetricSpec DOUBTFUL =
            new MetricSpec(
                    "mos_guard_doubtful_readings_total",
                    Kind.COUNTER,
                    "Temperatures of a board with power that could not be believed",
                    List.of("device"));
    static final MetricSpec REFUSED =
            new MetricSpec(
                    "mos_guard_refused_requests_total",
                    Kind.COUNTER,
                    "Requests of a board's driver that its guardian refused",
                    List.of("device"));
    static final MetricSpec UNDELIVERED =
            new MetricSpec(
                    "mos_guard_undelivered_total",
                    Kind.COUNTER,
                    "Answers and orders that a board's driver had no room for",
                    List.of("device"));
    static final MetricSpec SAMPLE =
            new MetricSpec(
                    "mos_guard_sample_seconds",
                    Kind.HISTOGRAM,
                    "Time to read all sensors of a board",
                    List.of("device"));
    static final MetricSpec LATE =
            new MetricSpec(
                    "mos_guard_late_seconds",
                    Kind.HISTOGRAM,
                    "How much later than planned a guardian took its sample",
                    List.of("device"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL =
            List.of(CUTS, CUT_FAILURES, DOUBTFUL, REFUSED, UNDELIVERED, SAMPLE, LATE);

    private final MeterRegistry registry;

    GuardMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    Counter counter(MetricSpec spec, DeviceId device) {
        return spec.counter(registry, "device", device.value());
    }

    Counter cuts(DeviceId device, String fault) {
        return CUTS.counter(registry, "device", device.value(), "fault", fault);
    }

    Timer timer(MetricSpec spec, DeviceId device) {
        return spec.timer(registry, "device", device.value());
    }
}
