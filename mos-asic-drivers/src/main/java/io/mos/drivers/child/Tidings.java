package io.mos.drivers.child;

import io.mos.core.device.DeviceReport;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.child.DeviceWord.Request;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reports and counts on their way to the daemon, gathered, so that a program that tells something
 * in each of a million turns does not drown it. Owner: the lane's thread.
 */
final class Tidings {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** As many names as the daemon's metrics take. */
    private static final int MAX_EVENTS = 32;

    private static final String OTHER = "other";

    private final TimeSource time;
    private final Lane lane;
    private final Consumer<DeviceWord> daemon;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private @Nullable DeviceReport report;
    private long sentNanos;
    private boolean isDue;

    Tidings(TimeSource time, Lane lane, Consumer<DeviceWord> daemon) {
        this.time = time;
        this.lane = lane;
        this.daemon = daemon;
        sentNanos = time.nanos() - PAUSE.toNanos();
    }

    void report(DeviceReport newest) {
        report = newest;
        sendOrWait();
    }

    void count(String event, long times) {
        boolean isKnown = counts.containsKey(event) || counts.size() < MAX_EVENTS;
        counts.merge(isKnown ? event : OTHER, times, Long::sum);
        sendOrWait();
    }

    /** Keeps nothing back: the program is over. */
    void flush() {
        send();
    }

    private void sendOrWait() {
        if (time.nanos() - sentNanos >= PAUSE.toNanos()) {
            send();
        } else if (!isDue) {
            isDue = true;
            lane.after(PAUSE, this::send);
        }
    }

    private void send() {
        isDue = false;
        sentNanos = time.nanos();
        if (report != null) {
            daemon.accept(new Request.Report(report));
            report = null;
        }
        counts.forEach((event, times) -> daemon.accept(new Request.Count(event, times)));
        counts.clear();
    }
}
