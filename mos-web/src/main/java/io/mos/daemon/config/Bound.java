package io.mos.daemon.config;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The records made of a valid configuration, by section. Immutable. */
public final class Bound {

    private final Map<Section<?>, List<Object>> records;

    Bound(Map<Section<?>, List<Object>> records) {
        this.records = Map.copyOf(records);
    }

    /** The record of a section there is one of, made of defaults when the user said nothing. */
    public <R> R one(Section<R> section) {
        return many(section).getFirst();
    }

    /** The records of a repeated section, in the user's order. */
    public <R> List<R> many(Section<R> section) {
        // The reader put under each section only what that section's own bind made.
        @SuppressWarnings("unchecked")
        List<R> typed = (List<R>) Objects.requireNonNull(records.get(section), section.name());
        return typed;
    }
}
