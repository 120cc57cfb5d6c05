package io.mos.core.fleet;

import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.SiteSnapshot;
import java.time.Instant;
import java.util.List;

/**
 * The newest that is known of one site.
 *
 * @param version grows with every change of this site's view
 * @param receivedAt when the snapshot came, by the controller's clock: its age is the view's age
 * @param history oldest first, one point every five seconds of the last half hour; a gap is a gap
 * @param recentEvents newest first
 */
public record SiteView(
        String site,
        long version,
        SiteSnapshot snapshot,
        Instant receivedAt,
        List<HistoryPoint> history,
        List<FleetEvent> recentEvents) {

    public SiteView {
        history = List.copyOf(history);
        recentEvents = List.copyOf(recentEvents);
    }
}
