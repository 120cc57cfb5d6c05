package io.mos.core.guard.rule;

import java.time.Duration;

/**
 * Since when a board has power and its chips run; what a reading means depends on it. Owner: the
 * guardian's thread.
 */
public final class PowerPhase {

    /** BM13XX sheet §12: a chip's diode tells nothing until its reset is over for about this. */
    private static final Duration SETTLING = Duration.ofMillis(500);

    private boolean isOn;
    private boolean isReleased;
    private long onSinceNanos;
    private long releasedSinceNanos;
    private long releases;

    public void on(long nanos) {
        isOn = true;
        isReleased = false;
        onSinceNanos = nanos;
    }

    public void released(long nanos) {
        isReleased = true;
        releasedSinceNanos = nanos;
        releases++;
    }

    public void held() {
        isReleased = false;
    }

    public void off() {
        isOn = false;
        isReleased = false;
    }

    public boolean isOn() {
        return isOn;
    }

    /** Whether the chips have power and are not held in reset. */
    public boolean isHashing() {
        return isOn && isReleased;
    }

    public long onSinceNanos() {
        return onSinceNanos;
    }

    public long releasedSinceNanos() {
        return releasedSinceNanos;
    }

    /** How often the chips were let go; another number means that they start anew. */
    public long releases() {
        return releases;
    }

    public boolean isOnFor(Duration time, long nanos) {
        return isOn && nanos - onSinceNanos >= time.toNanos();
    }

    /** Whether the chips' diodes tell nothing yet: held in reset they make no heat either. */
    public boolean isSettling(long nanos) {
        return isOn && (!isReleased || nanos - releasedSinceNanos < SETTLING.toNanos());
    }

    /** Whether power and reset are as they were for this long. */
    public boolean isSteadyFor(Duration time, long nanos) {
        return isOnFor(time, nanos) && isReleased && nanos - releasedSinceNanos >= time.toNanos();
    }
}
