package io.mos.core.kernel;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A place for one item where the latest wins: old work never waits in line. Any thread puts, one
 * thread takes.
 */
public final class Slot<T> {

    private final AtomicReference<@Nullable T> item = new AtomicReference<>();

    /** Puts an item, replacing an untaken one; whether the slot was empty, so a wake-up is due. */
    public boolean put(T newest) {
        return item.getAndSet(newest) == null;
    }

    /**
     * Puts an item, merging it with an untaken one: {@code merge.apply(untaken, newest)}. The merge
     * may run more than once and must have no side effect.
     */
    public boolean merge(T newest, BinaryOperator<T> merge) {
        T before =
                item.getAndUpdate(
                        untaken -> untaken == null ? newest : merge.apply(untaken, newest));
        return before == null;
    }

    /** Empties the slot. */
    public Optional<T> take() {
        return Optional.ofNullable(item.getAndSet(null));
    }
}
