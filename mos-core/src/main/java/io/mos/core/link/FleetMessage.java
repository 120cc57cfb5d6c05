package io.mos.core.link;

import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.SiteSnapshot;

/** What travels between an agent and a controller, as records. */
public sealed interface FleetMessage {

    /** The site's newest process image. */
    record SiteReport(SiteSnapshot snapshot) implements FleetMessage {}

    /** Something happened at the site. */
    record SiteEvent(String site, FleetEvent event) implements FleetMessage {}
}
