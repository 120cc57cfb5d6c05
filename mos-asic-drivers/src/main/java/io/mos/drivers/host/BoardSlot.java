package io.mos.drivers.host;

import io.mos.core.kernel.Backoff;
import io.mos.core.kernel.Loop;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The place of one board at the host, from its coming to its going: one run after the other, and
 * the pauses between them. Owner: the host's loop.
 */
final class BoardSlot {

    /** A board that is plugged in again is to hash within 15 s, and its bring-up takes ten. */
    private static final Duration LINE_FIRST = Duration.ofMillis(500);

    private static final Duration LINE_LONGEST = Duration.ofSeconds(5);

    private static final Duration FAILURE_FIRST = Duration.ofSeconds(1);
    private static final Duration FAILURE_LONGEST = Duration.ofSeconds(60);

    /** After so long a failure is a new one. */
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    /** So many looks of {@link DeviceHost#LOOK} find the same call: two seconds at least. */
    private static final int BLOCKED_LOOKS = 5;

    private final Hosting hosting;
    private final Loop loop;
    private final Listener host;
    private final Backoff lineBackoff;
    private final Backoff failureBackoff;
    private @Nullable BoardRun run;
    private @Nullable String trouble;
    private boolean isLeaving;
    private long begunNanos;
    private long lastCalls;
    private int sameLooks;

    /** What a slot tells its host, on the loop. */
    interface Listener {

        /** The driver threw or blocked; the slot tries again unless it is disabled now. */
        void onDriverFailed(HostedDriver driver, String what);

        /** The board was unplugged and its run is over. */
        void onLeft(BoardSlot slot);

        /** Something about its health changed. */
        void onChanged();
    }

    BoardSlot(Hosting hosting, Loop loop, Listener host) {
        this.hosting = hosting;
        this.loop = loop;
        this.host = host;
        lineBackoff = new Backoff(LINE_FIRST, LINE_LONGEST, hosting.context().entropy());
        failureBackoff = new Backoff(FAILURE_FIRST, FAILURE_LONGEST, hosting.context().entropy());
    }

    DeviceId id() {
        return hosting.id();
    }

    HostedDriver driver() {
        return hosting.driver();
    }

    /** What is wrong with the board, for a person. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    void begin() {
        loop.check();
        if (isLeaving || run != null || hosting.driver().disabled().isPresent()) {
            return;
        }
        BoardRun begun = new BoardRun(hosting, end -> loop.offer(() -> onEnd(end)));
        run = begun;
        begunNanos = nanos();
        lastCalls = 0;
        sameLooks = 0;
        begun.start();
    }

    /** Looks whether the driver keeps the thread; about twice a second. */
    void look() {
        BoardRun running = run;
        if (running == null) {
            return;
        }
        long calls = running.calls();
        boolean isInside = (calls & 1) != 0;
        sameLooks = isInside && calls == lastCalls ? sameLooks + 1 : 0;
        lastCalls = calls;
        if (sameLooks >= BLOCKED_LOOKS) {
            sameLooks = 0;
            running.abandon(
                    new Fault(
                            "driver-blocked",
                            "driver %s did not return for two seconds"
                                    .formatted(hosting.driver().name())));
        }
    }

    /** The board was unplugged. */
    void leave() {
        isLeaving = true;
        hosting.device().withdrawn();
        stop();
        if (run == null) {
            host.onLeft(this);
        }
    }

    /** Makes the board safe; it is not brought up again. */
    void stop() {
        if (run != null) {
            run.stop();
        }
    }

    void awaitEnd() {
        if (run != null) {
            run.awaitEnd();
        }
    }

    /** The driver may not be used any more. */
    void disabled(Fault fault) {
        trouble = fault.detail();
        hosting.device().offline(fault);
        stop();
    }

    private void onEnd(BoardRun.End end) {
        run = null;
        if (isLeaving) {
            hosting.device().withdrawn();
            host.onLeft(this);
            return;
        }
        if (nanos() - begunNanos >= GOOD_RUN.toNanos()) {
            lineBackoff.reset();
            failureBackoff.reset();
        }
        switch (end) {
            case BoardRun.End.Stopped() -> onStopped();
            case BoardRun.End.LineLost(String why) -> {
                hosting.device().withdrawn();
                again("the line was lost: " + why, lineBackoff);
            }
            case BoardRun.End.NotOpened(String why) ->
                    again("cannot be opened: " + why, lineBackoff);
            case BoardRun.End.DriverAway(String why) -> {
                hosting.device().offline(new Fault("driver-away", why));
                again("its driver is away: " + why, lineBackoff);
            }
            case BoardRun.End.Failed(String what) -> onFailed(what);
        }
        host.onChanged();
    }

    private void onStopped() {
        if (hosting.driver().disabled().isEmpty()) {
            trouble = "stopped";
        }
    }

    private void onFailed(String what) {
        hosting.device().offline(new Fault("driver-failed", what));
        host.onDriverFailed(hosting.driver(), what);
        if (hosting.driver().disabled().isEmpty()) {
            again("its driver failed: " + what, failureBackoff);
        }
    }

    private void again(String why, Backoff backoff) {
        trouble = why;
        loop.offerAfter(backoff.next(), this::begin);
    }

    /** A run that hashes has nothing to complain of. */
    void clearTrouble() {
        if (run != null && trouble != null && run.isOpen()) {
            trouble = null;
            host.onChanged();
        }
    }

    private long nanos() {
        return hosting.context().time().nanos();
    }
}
