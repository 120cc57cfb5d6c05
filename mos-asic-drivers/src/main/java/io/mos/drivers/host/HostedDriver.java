package io.mos.drivers.host;

import io.mos.core.device.DeviceDriver;
import io.mos.core.telemetry.Fault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A driver and how it has behaved. Owner: the host's loop. */
final class HostedDriver {

    /** So many failures in {@link #WINDOW} are no accident. */
    static final int MAX_FAILURES = 5;

    private static final Duration WINDOW = Duration.ofSeconds(60);

    private final DeviceDriver driver;
    private final String name;
    private final ArrayDeque<Long> failedNanos = new ArrayDeque<>();
    private @Nullable Fault disabled;

    HostedDriver(DeviceDriver driver) {
        this.driver = driver;
        name = driver.info().name();
    }

    DeviceDriver driver() {
        return driver;
    }

    String name() {
        return name;
    }

    /** Why it is not used any more. */
    Optional<Fault> disabled() {
        return Optional.ofNullable(disabled);
    }

    /** Whether this failure was the one too many. */
    boolean isTooMany(long nowNanos, String what) {
        failedNanos.add(nowNanos);
        while (nowNanos - failedNanos.getFirst() > WINDOW.toNanos()) {
            failedNanos.remove();
        }
        if (disabled != null || failedNanos.size() < MAX_FAILURES) {
            return false;
        }
        disabled =
                new Fault(
                        "driver-disabled",
                        "driver %s failed %d times in %d seconds, at last: %s"
                                .formatted(name, MAX_FAILURES, WINDOW.toSeconds(), what));
        return true;
    }
}
