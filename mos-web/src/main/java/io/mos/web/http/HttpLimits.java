package io.mos.web.http;

import java.time.Duration;

/**
 * Bounds of the web server.
 *
 * @param headDeadline from a connection's begin, or the end of its last answer, to a complete
 *     request head; what drips slower is closed
 * @param writeDeadline how long a client may leave unread what was written to it before its
 *     connection is dropped with all that waits
 * @param maxConnectionsPerAddress connections of one client address at once
 * @param maxConnections connections at once
 */
record HttpLimits(
        Duration headDeadline,
        Duration writeDeadline,
        int maxConnectionsPerAddress,
        int maxConnections) {

    /** The longest address is an asset's, some 40 characters. */
    static final int MAX_REQUEST_LINE_BYTES = 1_024;

    /** Browsers send about 1 kB of headers. */
    static final int MAX_HEADER_BYTES = 8_192;

    /** Requests have no body; this is what Netty may read ahead of one before it is refused. */
    static final int MAX_CHUNK_BYTES = 1_024;

    /** Bounds what the system keeps of a slow reader's answer. */
    static final int SEND_BUFFER_BYTES = 65_536;

    /** 5 s, 32 and a total cap: the house's answer to slowloris on every listener. */
    static final HttpLimits DEFAULT =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 32, 256);
}
