package io.mos.core.guard.rule;

import io.mos.core.telemetry.Fault;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * When a board that was cut off may start again: after a pause that doubles with each cut, once all
 * is well, and a few times an hour only. Owner: the guardian's thread.
 */
public final class CoolDown {

    /** BM13XX sheet §13. */
    public static final Duration SHORTEST = Duration.ofSeconds(30);

    /** A chip without power tells no temperature: time must do instead. */
    public static final Duration BLIND = Duration.ofSeconds(60);

    /** A driver that failed is not the board's fault; its own restarts are its host's to limit. */
    public static final Duration DRIVER = Duration.ofSeconds(1);

    public static final int RESTARTS = 3;
    public static final Duration WINDOW = Duration.ofHours(1);

    private final ArrayDeque<Long> restarts = new ArrayDeque<>();
    private long cutNanos;
    private Duration pause = Duration.ZERO;
    private boolean isBoardsFault;

    /** Why a board was cut off. */
    public enum Cause {
        BOARD,
        DRIVER
    }

    /** Why power is taken away, and whose fault it is. */
    public record CutOrder(Fault fault, Cause cause) {}

    public void cut(Cause cause, long nanos) {
        forget(nanos);
        cutNanos = nanos;
        isBoardsFault = cause == Cause.BOARD;
        pause = isBoardsFault ? SHORTEST.multipliedBy(1L << restarts.size()) : DRIVER;
    }

    /**
     * Whether it may start.
     *
     * @param sight whether every temperature can be believed
     */
    public boolean isOver(long nanos, Sight sight) {
        Duration least =
                isBoardsFault && sight == Sight.BLIND && pause.compareTo(BLIND) < 0 ? BLIND : pause;
        return nanos - cutNanos >= least.toNanos() && !isExhausted(nanos);
    }

    /** It may start, which counts when it was the board's own fault that it had to stop. */
    public void restarted(long nanos) {
        if (isBoardsFault) {
            restarts.addLast(nanos);
        }
    }

    /** Whether the restarts of this hour are used up. */
    public boolean isExhausted(long nanos) {
        forget(nanos);
        return isBoardsFault && restarts.size() >= RESTARTS;
    }

    private void forget(long nanos) {
        while (!restarts.isEmpty() && nanos - restarts.getFirst() >= WINDOW.toNanos()) {
            restarts.removeFirst();
        }
    }

    /** Whether all temperatures are known. */
    public enum Sight {
        CLEAR,
        BLIND
    }
}
