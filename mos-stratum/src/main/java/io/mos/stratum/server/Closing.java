package io.mos.stratum.server;

import io.mos.stratum.v1.MalformedFrameException;
import java.util.Locale;

/** Why the server ended or refused a connection; bounded, so that it can label a metric. */
enum Closing {
    /** As many connections as the server takes, in all or of one address. */
    TOO_MANY,
    /** Not subscribed and authorised in time. */
    HANDSHAKE_TIMEOUT,
    /** It asked for work in time, but there was none to give. */
    NO_WORK,
    SILENT,
    /** It does not read what is sent. */
    SLOW_READER,
    CALL_FLOOD,
    /** The source's extranonces changed and the miner cannot take others. */
    EXTRANONCE_CHANGED,
    LINE_TOO_LONG,
    NOT_JSON,
    BEYOND_LIMITS,
    NOT_A_MESSAGE,
    /** The network or the peer broke it. */
    CONNECTION_BROKEN,
    /** Our own fault. */
    DEFECT;

    static Closing of(MalformedFrameException.Fault fault) {
        return switch (fault) {
            case LINE_TOO_LONG -> LINE_TOO_LONG;
            case NOT_JSON -> NOT_JSON;
            case BEYOND_LIMITS -> BEYOND_LIMITS;
            case NOT_A_MESSAGE -> NOT_A_MESSAGE;
        };
    }

    /** For metrics, such as {@code slow-reader}. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
