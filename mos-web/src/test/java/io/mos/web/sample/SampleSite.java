package io.mos.web.sample;

import io.mos.core.fleet.FleetView;
import io.mos.core.fleet.HistoryPoint;
import io.mos.core.fleet.SiteView;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One site, put together by a test; every {@link #view} is the next version of it. */
public final class SampleSite {

    private final String name;
    private final List<Telemetry> devices = new ArrayList<>();
    private final List<PoolTelemetry> pools = new ArrayList<>();
    private final List<HistoryPoint> history = new ArrayList<>();
    private final List<FleetEvent> events = new ArrayList<>();
    private ShareCount shares = ShareCount.NONE;
    private Optional<Instant> lastShareAt = Optional.empty();
    private Duration uptime = Duration.ofMinutes(42);
    private long version;

    public SampleSite(String name) {
        this.name = name;
    }

    /** The site as it is now; replaces the previous view. */
    public FleetView view(Instant now) {
        version++;
        SiteSnapshot snapshot =
                new SiteSnapshot(
                        name,
                        version,
                        now,
                        uptime,
                        "0.1.0-test",
                        devices,
                        pools,
                        shares,
                        lastShareAt);
        SiteView site = new SiteView(name, version, snapshot, now, history, events);
        return new FleetView(version, List.of(site));
    }

    public SampleSite device(Telemetry device) {
        devices.removeIf(known -> known.device().equals(device.device()));
        devices.add(device);
        return this;
    }

    public SampleSite withoutDevice(String id) {
        devices.removeIf(known -> known.device().value().equals(id));
        return this;
    }

    public SampleSite pool(PoolTelemetry pool) {
        pools.removeIf(known -> known.url().equals(pool.url()));
        pools.add(pool);
        return this;
    }

    public SampleSite shares(ShareCount count, Instant lastAcceptedAt) {
        shares = count;
        lastShareAt = Optional.of(lastAcceptedAt);
        return this;
    }

    public SampleSite uptime(Duration newest) {
        uptime = newest;
        return this;
    }

    /** Adds an event as the newest. */
    public SampleSite event(FleetEvent event) {
        events.addFirst(event);
        return this;
    }

    /** Adds a point of history at the end. */
    public SampleSite point(Instant at, OptionalDouble hashrateGhs, OptionalDouble claimedGhs) {
        history.add(
                new HistoryPoint(
                        at,
                        hashrateGhs,
                        claimedGhs,
                        shares.accepted(),
                        shares.rejected(),
                        shares.stale()));
        return this;
    }

    /**
     * Forgets the oldest point and the oldest event, as the controller does when its rings wrap.
     */
    public SampleSite forgetOldest() {
        history.removeFirst();
        events.removeLast();
        return this;
    }

    /** A device that hashes, without sensors. */
    public static Telemetry device(String id, DeviceState state, double ghs, Instant now) {
        return new Telemetry(
                new DeviceId(id),
                "cpu",
                "vector-16x4",
                state,
                now,
                Reading.of(ghs, now, "proven nonces"),
                Reading.of(ghs * 1.006, now, "kernel counter"),
                new Telemetry.WorkCount(1_204, 0, 0),
                List.of());
    }

    /** The pool jobs come from, the last of them 20 seconds ago. */
    public static PoolTelemetry serving(String url, Instant since, Instant now) {
        return new PoolTelemetry(
                "pools",
                url,
                "serving",
                true,
                since,
                "",
                0.0123,
                Optional.of(38L),
                Optional.of(now.minusSeconds(20)));
    }

    /** A pool jobs do not come from, and why. */
    public static PoolTelemetry notServing(String url, String state, String detail, Instant since) {
        return new PoolTelemetry(
                "pools", url, state, false, since, detail, 0, Optional.empty(), Optional.empty());
    }
}
