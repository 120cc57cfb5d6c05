package io.mos.drivers.host;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mos.core.kernel.MetricSpec;
import io.mos.core.kernel.MetricSpec.Kind;
import io.mos.core.telemetry.DeviceId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The device host's metrics. Thread-safe. */
public final class HostMetrics {

    static final MetricSpec NOTIFY_TO_WIRE =
            new MetricSpec(
                    "mos_work_notify_to_wire_seconds",
                    Kind.HISTOGRAM,
                    "From a source's new job to the first byte of its work on a board's line",
                    List.of());
    static final MetricSpec EVENTS =
            new MetricSpec(
                    "mos_driver_events_total",
                    Kind.COUNTER,
                    "What a board's driver counts, such as bad-crc, dropped-bytes, hardware-errors"
                            + " and duplicates",
                    List.of("driver", "device", "event"));
    static final MetricSpec FAILURES =
            new MetricSpec(
                    "mos_driver_failures_total",
                    Kind.COUNTER,
                    "Times a driver threw or blocked its thread",
                    List.of("driver"));

    /** All of them, for docs/metrics.md. */
    public static final List<MetricSpec> ALL = List.of(NOTIFY_TO_WIRE, EVENTS, FAILURES);

    /** More names of events than this are one: a driver must not fill the registry. */
    private static final int MAX_EVENTS = 32;

    private static final Pattern EVENT_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final String OTHER = "other";

    private final MeterRegistry registry;
    private final Timer notifyToWire;
    private final Set<String> events = ConcurrentHashMap.newKeySet();

    public HostMetrics(MeterRegistry registry) {
        this.registry = registry;
        notifyToWire = NOTIFY_TO_WIRE.timer(registry);
    }

    Timer notifyToWire() {
        return notifyToWire;
    }

    void countEvent(String driver, DeviceId device, String event, long times) {
        EVENTS.counter(registry, "driver", driver, "device", device.value(), "event", known(event))
                .increment((double) times);
    }

    void countFailure(String driver) {
        FAILURES.counter(registry, "driver", driver).increment();
    }

    private String known(String event) {
        if (events.contains(event)) {
            return event;
        }
        boolean isTaken =
                events.size() < MAX_EVENTS
                        && EVENT_NAME.matcher(event).matches()
                        && events.add(event);
        return isTaken ? event : OTHER;
    }
}
