package io.mos.daemon.config;

import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** What one table holds: the values that are good; defaults stand in for the others. */
public final class Values {

    private final Map<Key<?>, Object> byKey;

    Values(Map<Key<?>, Object> byKey) {
        this.byKey = Map.copyOf(byKey);
    }

    /**
     * The value given, or the key's default.
     *
     * @throws NoSuchElementException for an optional key without default that was not given
     */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new NoSuchElementException(key.name()));
    }

    /** The value given, or the key's default if it has one. */
    public <T> Optional<T> find(Key<T> key) {
        Object value = byKey.get(key);
        if (value == null) {
            return key.fallback();
        }
        // The reader put under each key only what that key's own reader made.
        @SuppressWarnings("unchecked")
        T typed = (T) value;
        return Optional.of(typed);
    }
}
