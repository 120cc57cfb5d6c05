package io.mos.core.work;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a source is doing: one entry per configured endpoint, in the user's order.
 *
 * @param endpoints never empty
 */
public record SourceStatus(SourceId source, List<Endpoint> endpoints) {

    public SourceStatus {
        endpoints = List.copyOf(endpoints);
    }

    /** The endpoint jobs come from now, if any. */
    public Optional<Endpoint> active() {
        return endpoints.stream().filter(Endpoint::isActive).findFirst();
    }

    /** Whether an endpoint serves, tries or rests. */
    public enum State {
        /** Not tried yet, or a backup that is not needed now. */
        STANDBY,
        CONNECTING,
        /** Connected and authorised; jobs come. */
        SERVING,
        /** Connected to see whether it is back, not mined on. */
        PROBING,
        /** Waiting out a back-off after a failure. */
        BACKING_OFF,
        /** Refused for good until the configuration changes (wrong credentials, wrong network). */
        REFUSED
    }

    /**
     * One pool or node.
     *
     * @param url as configured, without credentials
     * @param since when it entered this state
     * @param detail why it is not serving, or what it last said; empty when there is nothing to say
     * @param shareDifficulty what it asks for now, 0 before the first job
     * @param replyMillis time of its last answered request
     */
    public record Endpoint(
            String url,
            State state,
            boolean isActive,
            Instant since,
            String detail,
            double shareDifficulty,
            Optional<Long> replyMillis,
            Optional<Instant> lastJobAt) {}
}
