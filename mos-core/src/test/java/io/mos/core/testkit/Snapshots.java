package io.mos.core.testkit;

import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.time.Instant;
import java.util.List;

/** Snapshots of devices that measure nothing. */
public final class Snapshots {

    private Snapshots() {}

    public static Telemetry of(DeviceId id, String kind, DeviceState state, Instant at) {
        return new Telemetry(
                id,
                kind,
                kind,
                state,
                at,
                Reading.unknown("not proven", at),
                Reading.unknown("not counted", at),
                Telemetry.WorkCount.NONE,
                List.of());
    }
}
