package io.mos.stratum.failover;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which of the endpoints, best first, to mine on, to open and to let go. Decides only: the
 * source acts. Owner: the source's loop.
 *
 * <ul>
 *   <li>Nothing serves: the best fit line is taken; endpoints are tried best first, the next one at
 *       once when one fails, and beside it when one takes longer than {@link #HEDGE}. One that
 *       refused most shares comes last for a while.
 *   <li>A backup serves: better endpoints are probed on a line of their own, and taken when they
 *       have held for the stable period, or at once if they had never failed.
 *   <li>Endpoints worse than the one that serves need no line.
 * </ul>
 */
final class Lineup {

    /** An endpoint that takes longer to give a job gets company. */
    static final Duration HEDGE = Duration.ofSeconds(3);

    private final List<EndpointSlot> slots;
    private final AttemptBudget budget = new AttemptBudget();
    private final Duration stable;
    private @Nullable EndpointSlot active;

    Lineup(List<EndpointSlot> slots, Duration stable) {
        this.slots = List.copyOf(slots);
        this.stable = stable;
    }

    List<EndpointSlot> slots() {
        return slots;
    }

    Optional<EndpointSlot> active() {
        return Optional.ofNullable(active);
    }

    void activate(EndpointSlot slot) {
        active = slot;
    }

    void deactivate() {
        active = null;
    }

    /** The endpoint to mine on instead of the present one, if any. */
    Optional<EndpointSlot> better(long nowNanos) {
        for (EndpointSlot slot : slots) {
            if (slot.equals(active)) {
                return Optional.empty();
            }
            if (slot.isFit() && (active == null || hasHeld(slot, nowNanos))) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** Endpoints to open a line to now, best first; spends the budget of attempts. */
    List<EndpointSlot> toOpen(long nowNanos) {
        List<EndpointSlot> open = new ArrayList<>();
        for (EndpointSlot slot : inOrderOfTrust(nowNanos)) {
            if (slot.equals(active) || !budget.allows(nowNanos)) {
                break;
            }
            if (slot.mayOpen(nowNanos, active())) {
                open.add(slot);
                budget.spend(nowNanos);
                if (active == null) {
                    break;
                }
            } else if (active == null && isTrying(slot, nowNanos)) {
                break;
            }
        }
        return open;
    }

    /** Endpoints whose line nobody needs any more. */
    List<EndpointSlot> superfluous() {
        int from = active == null ? slots.size() : slots.indexOf(active) + 1;
        return slots.subList(from, slots.size()).stream()
                .filter(slot -> slot.line().isPresent())
                .toList();
    }

    /** Endpoints that have held for the stable period. */
    List<EndpointSlot> toForgive(long nowNanos) {
        return slots.stream()
                .filter(slot -> slot.hasFailed() && slot.isFit())
                .filter(slot -> fitNanos(slot, nowNanos) >= stable.toNanos())
                .toList();
    }

    /** How long nothing will change by itself, but for what lines tell. */
    Duration quietFor(long nowNanos) {
        long quietNanos = Duration.ofSeconds(1).toNanos();
        for (EndpointSlot slot : slots) {
            long restNanos = slot.restUntilNanos(active()) - nowNanos;
            if (slot.line().isEmpty() && restNanos > 0) {
                quietNanos = Math.min(quietNanos, restNanos);
            }
        }
        return Duration.ofNanos(quietNanos);
    }

    /** Best first; with nothing to mine on, those that refused most shares come last. */
    private List<EndpointSlot> inOrderOfTrust(long nowNanos) {
        if (active != null) {
            return slots;
        }
        return slots.stream()
                .sorted(Comparator.comparing(slot -> slot.isPenalized(nowNanos)))
                .toList();
    }

    private boolean hasHeld(EndpointSlot slot, long nowNanos) {
        if (slot.isPenalized(nowNanos)) {
            return false;
        }
        return !slot.hasFailed() || fitNanos(slot, nowNanos) >= stable.toNanos();
    }

    private static long fitNanos(EndpointSlot slot, long nowNanos) {
        return slot.line().map(line -> line.fitNanos(nowNanos)).orElse(0L);
    }

    private static boolean isTrying(EndpointSlot slot, long nowNanos) {
        return slot.line()
                .filter(line -> nowNanos - line.openedNanos() < HEDGE.toNanos())
                .isPresent();
    }
}
