package io.mos.web.live;

import java.time.Duration;

/**
 * Bounds of the live stream.
 *
 * @param maxClients open streams at once; a machine's own page is looked at by a few
 * @param maxPendingBytes unread bytes above which a client gets nothing more: what is pending for a
 *     client is bounded by this and one message
 * @param tick how often changes are sent
 * @param beat how long the stream may be silent before it shows that it lives
 */
public record LiveLimits(int maxClients, int maxPendingBytes, Duration tick, Duration beat) {

    /**
     * Twice a second reads as live while a burst of shares stays one message; the page takes 16 s
     * of silence for a dead line, three of these beats. Each beat is also what keeps a stream from
     * being dropped as unread.
     */
    public static final LiveLimits DEFAULT =
            new LiveLimits(64, 16_384, Duration.ofMillis(500), Duration.ofSeconds(5));
}
