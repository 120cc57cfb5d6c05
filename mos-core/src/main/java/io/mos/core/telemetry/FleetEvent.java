package io.mos.core.telemetry;

import java.time.Instant;
import java.util.List;

/** Something worth telling: for the log, the metrics and the web face, never for control flow. */
public sealed interface FleetEvent {

    Instant at();

    /** A device entered another state. */
    record DeviceChanged(Instant at, DeviceId device, DeviceState state) implements FleetEvent {}

    /** Several drivers are equally sure that a device is theirs, so none of them gets it. */
    record DriversTied(Instant at, DeviceId device, List<String> drivers) implements FleetEvent {
        public DriversTied {
            drivers = List.copyOf(drivers);
        }
    }

    /** A driver failed too often and is not used any more; its boards were made safe. */
    record DriverDisabled(Instant at, String driver, Fault fault) implements FleetEvent {}

    /** A driver's jar brought the process of the drivers down and is kept out until it changes. */
    record DriverQuarantined(Instant at, String jar, Fault fault) implements FleetEvent {}

    /** Jobs come from this endpoint now. */
    record PoolServing(Instant at, String source, String url) implements FleetEvent {}

    /** An endpoint stopped serving; {@code reason} is for people, {@code cause} for metrics. */
    record PoolLost(Instant at, String source, String url, String cause, String reason)
            implements FleetEvent {}

    /** The pool has something to say to people. */
    record PoolMessage(Instant at, String source, String text) implements FleetEvent {}

    /** A source has no search space left for one more device, which idles until it has. */
    record DeviceUnserved(Instant at, DeviceId device, String source) implements FleetEvent {}

    /** A source began work on another block. */
    record NewBlock(Instant at, String source, String prevHashDisplayHex) implements FleetEvent {}

    /** A share was judged. {@code verdict} is accepted, rejected, stale or unanswered. */
    record ShareJudged(
            Instant at,
            String source,
            DeviceId device,
            String verdict,
            String detail,
            double shareDifficulty)
            implements FleetEvent {}

    /** A share that is a block was accepted. */
    record BlockFound(Instant at, String source, DeviceId device, String hashDisplayHex)
            implements FleetEvent {}

    /** The CPU hashes with another kernel. */
    record KernelChosen(Instant at, DeviceId device, String kernel, String reason)
            implements FleetEvent {}

    /** The CPU began to stand in for boards that do not hash. */
    record FallbackStarted(Instant at, String reason) implements FleetEvent {}

    /** Boards hash again; the CPU rests. */
    record FallbackStopped(Instant at, String reason) implements FleetEvent {}

    /** A guardian took a board's hash power away. */
    record BoardCut(Instant at, DeviceId device, Fault fault) implements FleetEvent {}

    /** A guardian tried to take hash power away and some step failed; it keeps trying. */
    record BoardCutFailed(Instant at, DeviceId device, String reason) implements FleetEvent {}

    /** A board that was cut off may have power again. */
    record BoardAllowed(Instant at, DeviceId device) implements FleetEvent {}

    /** A board lacks something that should keep it safe; said once, when it comes. */
    record BoardUnguarded(Instant at, DeviceId device, String reason) implements FleetEvent {}
}
