package io.mos.daemon.log;

import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.PoolTelemetry;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.ShareCount;
import io.mos.core.telemetry.SiteSnapshot;
import io.mos.core.telemetry.Telemetry;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line a minute that says how the site is doing. Owner: agent loop. */
public final class StatusLine implements Consumer<SiteSnapshot> {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(StatusLine.class);

    private Duration next = INTERVAL;

    @Override
    public void accept(SiteSnapshot snapshot) {
        if (snapshot.uptime().compareTo(next) < 0) {
            return;
        }
        next = snapshot.uptime().plus(INTERVAL);
        ShareCount shares = snapshot.shares();
        LOG.atInfo()
                .addKeyValue("hashrate", hashrate(snapshot))
                .addKeyValue("hashing", hashing(snapshot))
                .addKeyValue("accepted", shares.accepted())
                .addKeyValue("rejected", shares.rejected())
                .addKeyValue("stale", shares.stale())
                .addKeyValue("blocks", shares.blocks())
                .addKeyValue("pool", pool(snapshot))
                .addKeyValue("up", Figures.duration(snapshot.uptime()))
                .log("status");
    }

    /** What was proven; a device that is not measured yet is not counted as one at rest. */
    private static String hashrate(SiteSnapshot snapshot) {
        return switch (snapshot.total(Telemetry::hashrateGhs)) {
            case Reading.Known<Double> known -> Figures.hashrate(known.value());
            case Reading.Unknown<Double> unknown -> unknown.reason();
        };
    }

    private static String hashing(SiteSnapshot snapshot) {
        long hashing =
                snapshot.devices().stream()
                        .filter(device -> device.state() instanceof DeviceState.Hashing)
                        .count();
        return hashing + "/" + snapshot.devices().size();
    }

    private static String pool(SiteSnapshot snapshot) {
        return snapshot.pools().stream()
                .filter(PoolTelemetry::isActive)
                .findFirst()
                .map(PoolTelemetry::url)
                .orElse("none");
    }
}
