package io.mos.web.live;

import io.mos.core.fleet.HistoryPoint;
import io.mos.core.fleet.SiteView;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.Telemetry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What differs between two views of one site.
 *
 * @param devices those that changed or came
 * @param isReordered whether a device came, went or moved
 * @param points history added at the end
 * @param events events added, newest first
 */
record SiteChange(
        SiteView site,
        List<Telemetry> devices,
        boolean isReordered,
        boolean hasOtherPools,
        List<HistoryPoint> points,
        List<FleetEvent> events) {

    /** Empty when so much happened in between that only the whole site tells it. */
    static Optional<SiteChange> between(SiteView from, SiteView to) {
        return addedPoints(from.history(), to.history())
                .flatMap(points ->
                        addedEvents(from.recentEvents(), to.recentEvents())
                                .map(events -> between(from, to, points, events)));
    }

    private static SiteChange between(
            SiteView from, SiteView to, List<HistoryPoint> points, List<FleetEvent> events) {
        List<Telemetry> before = from.snapshot().devices();
        List<Telemetry> now = to.snapshot().devices();
        Map<DeviceId, Telemetry> known =
                before.stream().collect(Collectors.toMap(Telemetry::device, Function.identity()));
        return new SiteChange(
                to,
                now.stream().filter(device -> !device.equals(known.get(device.device()))).toList(),
                !ids(before).equals(ids(now)),
                !from.snapshot().pools().equals(to.snapshot().pools()),
                points,
                events);
    }

    private static List<DeviceId> ids(List<Telemetry> devices) {
        return devices.stream().map(Telemetry::device).toList();
    }

    /** What follows in {@code now} after the last point of {@code before}. */
    private static Optional<List<HistoryPoint>> addedPoints(
            List<HistoryPoint> before, List<HistoryPoint> now) {
        if (before.isEmpty()) {
            return Optional.of(now);
        }
        int last = now.lastIndexOf(before.getLast());
        return last < 0 ? Optional.empty() : Optional.of(now.subList(last + 1, now.size()));
    }

    /** What stands in {@code now} in front of the newest event of {@code before}. */
    private static Optional<List<FleetEvent>> addedEvents(
            List<FleetEvent> before, List<FleetEvent> now) {
        if (before.isEmpty()) {
            return Optional.of(now);
        }
        // What is left of before's events follows those that were added. Events may equal each
        // other, so all of it must match.
        for (int added = Math.max(0, now.size() - before.size()); added < now.size(); added++) {
            List<FleetEvent> left = now.subList(added, now.size());
            if (left.equals(before.subList(0, left.size()))) {
                return Optional.of(now.subList(0, added));
            }
        }
        return Optional.empty();
    }
}
