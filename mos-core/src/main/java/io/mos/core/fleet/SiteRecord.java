package io.mos.core.fleet;

import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What the controller accumulates about one site. Owner: controller loop. */
final class SiteRecord {

    static final Duration HISTORY_STEP = Duration.ofSeconds(5);

    /** Half an hour of steps. */
    static final int HISTORY_POINTS = 360;

    static final int RECENT_EVENTS = 100;

    /** Shares come all the time; they must not push out when the board failed. */
    static final int RECENT_SHARES = 40;

    private final String name;
    private final ArrayDeque<HistoryPoint> history = new ArrayDeque<>();
    private final ArrayDeque<FleetEvent> events = new ArrayDeque<>();
    private @Nullable SiteView latest;
    private @Nullable SiteSnapshot snapshot;
    private Instant receivedAt = Instant.EPOCH;
    private List<HistoryPoint> historyView = List.of();
    private boolean isChanged;
    private int shares;

    SiteRecord(String name) {
        this.name = name;
    }

    void onSnapshot(SiteSnapshot newest, Instant now) {
        snapshot = newest;
        receivedAt = now;
        isChanged = true;
        if (history.isEmpty() || !now.isBefore(history.getLast().at().plus(HISTORY_STEP))) {
            history.addLast(point(newest, now));
            if (history.size() > HISTORY_POINTS) {
                history.removeFirst();
            }
            historyView = List.copyOf(history);
        }
    }

    void onEvent(FleetEvent event) {
        isChanged = true;
        events.addFirst(event);
        if (event instanceof FleetEvent.ShareJudged && ++shares > RECENT_SHARES) {
            forgetOldestShare();
        }
        if (events.size() > RECENT_EVENTS
                && events.removeLast() instanceof FleetEvent.ShareJudged) {
            shares--;
        }
    }

    private void forgetOldestShare() {
        Iterator<FleetEvent> oldestFirst = events.descendingIterator();
        while (!(oldestFirst.next() instanceof FleetEvent.ShareJudged)) {}
        oldestFirst.remove();
        shares--;
    }

    /** The site's view, once its first snapshot is there; a new one only after a change. */
    Optional<SiteView> view(long version) {
        SiteSnapshot newest = snapshot;
        if (newest != null && isChanged) {
            isChanged = false;
            latest =
                    new SiteView(
                            name, version, newest, receivedAt, historyView, List.copyOf(events));
        }
        return Optional.ofNullable(latest);
    }

    private static HistoryPoint point(SiteSnapshot newest, Instant now) {
        ShareCount shares = newest.shares();
        return new HistoryPoint(
                now,
                orEmpty(newest.total(Telemetry::hashrateGhs)),
                orEmpty(newest.total(Telemetry::claimedGhs)),
                shares.accepted(),
                shares.rejected(),
                shares.stale());
    }

    private static OptionalDouble orEmpty(Reading<Double> reading) {
        return reading.known().stream().mapToDouble(Double::doubleValue).findFirst();
    }
}
