package io.mos.daemon;

import io.mos.core.kernel.EventBus;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import io.mos.daemon.log.Figures;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Shows a demo: one line that changes on a terminal, a line now and then elsewhere. The agent loop
 * brings snapshots, the main thread opens and closes it.
 */
final class DemoScreen {

    /** Shares of the second between two looks, at any speed a CPU has. */
    private static final int RING = 4_096;

    /** How often a line is printed where none can change. */
    private static final Duration PLAIN_INTERVAL = Duration.ofSeconds(5);

    /** Back to the line's start, and clear it (ECMA-48 EL). */
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final Surface surface;
    private final EventBus.Subscription<FleetEvent> events;
    private DemoTally tally = DemoTally.NONE;
    private Duration nextPlain = Duration.ZERO;
    private boolean isOpen;

    /** What it is shown on. */
    enum Surface {
        TERMINAL,
        PLAIN
    }

    DemoScreen(PrintStream out, Surface surface, EventBus<FleetEvent> bus) {
        this.out = out;
        this.surface = surface;
        events = bus.subscribe(RING, () -> {});
    }

    /** Says what was started and where to look. */
    synchronized void open(String poolUrl, Optional<URI> page, Optional<Duration> limit) {
        out.println("mos demo: a pool and a miner in one process; nothing leaves this machine");
        out.println("  pool  " + poolUrl);
        page.ifPresent(address -> out.println("  page  " + address));
        out.println(
                limit.map(time -> "  ends after " + time.toSeconds() + " s, or with Ctrl-C")
                        .orElse("  Ctrl-C ends it"));
        isOpen = true;
    }

    /** On the agent loop, once a second. */
    synchronized void onSnapshot(SiteSnapshot snapshot) {
        countShares();
        for (Telemetry device : snapshot.devices()) {
            // A simulated chip counts what silicon would have hashed.
            if (device.kind().equals("cpu")) {
                double ghs = device.claimedGhs().known().orElse(0.0);
                tally = tally.hashing(ghs * 1_000, device.model());
            }
        }
        if (isOpen) {
            show(snapshot);
        }
    }

    private void show(SiteSnapshot snapshot) {
        String line = line(snapshot);
        switch (surface) {
            case TERMINAL -> {
                out.print(CLEAR_LINE + line);
                out.flush();
            }
            case PLAIN -> {
                boolean isDue = snapshot.uptime().compareTo(nextPlain) >= 0;
                if (isDue) {
                    nextPlain = snapshot.uptime().plus(PLAIN_INTERVAL);
                    out.println(line);
                }
            }
        }
    }

    /** Counts what came since the last look, and sums up. */
    synchronized DemoTally close() {
        countShares();
        events.close();
        out.print(surface == Surface.TERMINAL ? CLEAR_LINE : "");
        out.println(
                "%d shares accepted, %d rejected, %d stale; %s with kernel %s"
                        .formatted(
                                tally.accepted(),
                                tally.rejected(),
                                tally.stale(),
                                Figures.hashrate(tally.hashrateMhs() / 1_000),
                                tally.kernel()));
        return tally;
    }

    private void countShares() {
        for (FleetEvent event : events.drain()) {
            if (event instanceof FleetEvent.ShareJudged judged) {
                tally = tally.plus(judged.verdict());
            }
        }
    }

    private String line(SiteSnapshot snapshot) {
        double difficulty =
                snapshot.pools().stream()
                        .filter(PoolTelemetry::isActive)
                        .mapToDouble(PoolTelemetry::shareDifficulty)
                        .findFirst()
                        .orElse(0);
        return "%-6s %10s  %s%s  accepted %d  rejected %d  stale %d  difficulty %s"
                .formatted(
                        Figures.duration(snapshot.uptime()),
                        Figures.hashrate(tally.hashrateMhs() / 1_000),
                        tally.kernel(),
                        boards(snapshot),
                        tally.accepted(),
                        tally.rejected(),
                        tally.stale(),
                        Figures.difficulty(difficulty));
    }

    /** How many of the simulated boards hash, such as {@code + 2 of 2 boards}. */
    private static String boards(SiteSnapshot snapshot) {
        List<DeviceState> states =
                snapshot.devices().stream()
                        .filter(device -> device.kind().equals("board"))
                        .map(Telemetry::state)
                        .toList();
        long hashing = states.stream().filter(DeviceState.Hashing.class::isInstance).count();
        return states.isEmpty() ? "" : " + " + hashing + " of " + states.size() + " boards";
    }
}
