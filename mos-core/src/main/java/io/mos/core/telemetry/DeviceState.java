package io.mos.core.telemetry;

import java.time.Instant;

/** Where a device is in its life; every state that is not good says why, all say since when. */
public sealed interface DeviceState {

    Instant since();

    /** Being brought up. */
    record Starting(Instant since) implements DeviceState {}

    record Hashing(Instant since) implements DeviceState {}

    /** Ready, but has nothing to hash or was told not to. */
    record Idle(String reason, Instant since) implements DeviceState {}

    /** Hashing below what it should. */
    record Degraded(Fault fault, Instant since) implements DeviceState {}

    record Offline(Fault fault, Instant since) implements DeviceState {}

    record Closed(Instant since) implements DeviceState {}

    /** The state's name for metrics and APIs, lower case. */
    default String label() {
        return switch (this) {
            case Starting _ -> "starting";
            case Hashing _ -> "hashing";
            case Idle _ -> "idle";
            case Degraded _ -> "degraded";
            case Offline _ -> "offline";
            case Closed _ -> "closed";
        };
    }

    /** Why, for the states that say so; empty otherwise. */
    default String reason() {
        return switch (this) {
            case Starting _, Hashing _, Closed _ -> "";
            case Idle idle -> idle.reason();
            case Degraded degraded -> degraded.fault().detail();
            case Offline offline -> offline.fault().detail();
        };
    }
}
