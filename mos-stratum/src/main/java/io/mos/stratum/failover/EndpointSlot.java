package io.mos.stratum.failover;

import io.mos.core.kernel.Backoff;
import io.mos.core.kernel.Entropy;
import io.mos.core.work.Job;
import io.mos.core.work.SourceStatus;
import io.mos.core.work.SourceStatus.State;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One endpoint of a source: its connection if it has one, and its record. Owner: the loop. */
final class EndpointSlot {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    /** Reliability sheet, fault 1: no back-off above 60 s. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /**
     * A pool that refused most shares is left alone this long while another serves; it would
     * otherwise win us back after each stable minute. Doubles up to an hour.
     */
    private static final Duration FIRST_PENALTY = Duration.ofMinutes(10);

    private static final Duration LONGEST_PENALTY = Duration.ofHours(1);

    private final Upstream upstream;
    private final Backoff pauses;
    private @Nullable Line line;
    private boolean hasFailed;
    private boolean isRefused;
    private long restUntilNanos;
    private Duration nextPenalty = FIRST_PENALTY;
    private long penaltyUntilNanos;
    private State state = State.STANDBY;
    private Instant since;
    private String detail = "";
    private double shareDifficulty;
    private @Nullable Duration lastReply;
    private @Nullable Instant lastJobAt;

    EndpointSlot(Upstream upstream, Entropy entropy, Instant now, long nowNanos) {
        this.upstream = upstream;
        this.pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, entropy);
        this.since = now;
        this.restUntilNanos = nowNanos;
        this.penaltyUntilNanos = nowNanos;
    }

    Upstream upstream() {
        return upstream;
    }

    Optional<Line> line() {
        return Optional.ofNullable(line);
    }

    boolean has(Line other) {
        return line != null && line.epoch() == other.epoch();
    }

    boolean isFit() {
        return line != null && line.isFit();
    }

    void opened(Line newLine) {
        line = newLine;
    }

    /** Gives the line up without holding it against the endpoint. */
    Optional<Line> release() {
        Optional<Line> released = line();
        line = null;
        return released;
    }

    /** The line ended, or ended us. */
    void failed(UpstreamFailure failure, long nowNanos) {
        line = null;
        hasFailed = true;
        isRefused = failure.cause().isRefusal();
        detail = failure.detail();
        Duration pause = isRefused ? LONGEST_PAUSE : pauses.next();
        Duration wish = min(failure.retryAfter(), LONGEST_PAUSE);
        restUntilNanos = nowNanos + max(pause, wish).toNanos();
        if (failure.cause() == Cause.REJECTS) {
            penaltyUntilNanos = nowNanos + nextPenalty.toNanos();
            nextPenalty = min(nextPenalty.multipliedBy(2), LONGEST_PENALTY);
        }
    }

    /** It has held for the stable period: its failures are forgiven. */
    void forgive() {
        pauses.reset();
        hasFailed = false;
        isRefused = false;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Whether to try it now; a penalty only counts while another endpoint serves. */
    boolean mayOpen(long nowNanos, Optional<EndpointSlot> active) {
        return line == null
                && nowNanos - restUntilNanos >= 0
                && (active.isEmpty() || !isPenalized(nowNanos));
    }

    /** Whether it refused most shares not long ago. */
    boolean isPenalized(long nowNanos) {
        return nowNanos - penaltyUntilNanos < 0;
    }

    /** When it may be tried again; in the past when it may now. */
    long restUntilNanos(Optional<EndpointSlot> active) {
        boolean isPenaltyLonger = penaltyUntilNanos - restUntilNanos > 0;
        return active.isPresent() && isPenaltyLonger ? penaltyUntilNanos : restUntilNanos;
    }

    void onJob(Job job, Instant now) {
        shareDifficulty = job.shareTarget().difficulty().value();
        lastJobAt = now;
    }

    void onReply(Duration took) {
        lastReply = took;
    }

    void onMessage(String text) {
        detail = text;
    }

    /** Works out the state shown to people; {@code active} is the slot mined on. */
    void refresh(Optional<EndpointSlot> active, Instant now, long nowNanos) {
        boolean isActive = active.filter(this::equals).isPresent();
        State newest;
        if (isActive) {
            newest = State.SERVING;
        } else if (line != null) {
            newest = active.isPresent() ? State.PROBING : State.CONNECTING;
        } else if (isRefused) {
            newest = State.REFUSED;
        } else if (nowNanos - restUntilNanos(active) < 0) {
            newest = State.BACKING_OFF;
        } else {
            newest = State.STANDBY;
        }
        if (newest != state) {
            state = newest;
            since = now;
            detail = newest == State.SERVING ? "" : detail;
        }
    }

    SourceStatus.Endpoint status() {
        return new SourceStatus.Endpoint(
                upstream.url(),
                state,
                state == State.SERVING,
                since,
                detail,
                shareDifficulty,
                Optional.ofNullable(lastReply).map(Duration::toMillis),
                Optional.ofNullable(lastJobAt));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
