package io.mos.stratum.v1;

/**
 * A peer sent what is no Stratum line. Caught at the codec's edge only, where the peer is dropped;
 * carries no stack trace, since a peer may cause it at will.
 */
public final class MalformedFrameException extends RuntimeException {

    /** What is wrong with the line; bounded, so that it can label a metric. */
    public enum Fault {
        LINE_TOO_LONG,
        NOT_JSON,
        /** Nested, long or rich in tokens beyond what any message needs. */
        BEYOND_LIMITS,
        /** JSON, but neither a call nor a reply. */
        NOT_A_MESSAGE
    }

    private static final long serialVersionUID = 1L;

    private final Fault fault;

    public MalformedFrameException(Fault fault, String message) {
        super(message, null, false, false);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
