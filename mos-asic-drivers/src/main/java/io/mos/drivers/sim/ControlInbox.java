package io.mos.drivers.sim;

import java.util.Optional;

/**
 * Gathers a request from the bytes of a control channel as the firmware does: one at a time, and a
 * request whose bytes stop coming for too long is dropped (BM13XX.md §11).
 */
final class ControlInbox {
    static final int MAX_BYTES = 512;

    private static final long PAUSE_NANOS = 4_000_000;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int filled;
    private long lastNanos;

    /** The request that these bytes complete; what follows it in the same breath is lost. */
    Optional<ControlRequest> accept(byte[] more, int count, long nanos) {
        if (nanos - lastNanos > PAUSE_NANOS) {
            filled = 0;
        }
        lastNanos = nanos;
        int taken = Math.min(count, MAX_BYTES - filled);
        System.arraycopy(more, 0, bytes, filled, taken);
        filled += taken;
        if (filled < 2) {
            return Optional.empty();
        }
        int length = Byte.toUnsignedInt(bytes[0]) | Byte.toUnsignedInt(bytes[1]) << Byte.SIZE;
        if (length < ControlRequest.HEADER_BYTES || length > MAX_BYTES) {
            filled = 0;
            return Optional.empty();
        }
        if (filled < length) {
            return Optional.empty();
        }
        filled = 0;
        return Optional.of(ControlRequest.read(bytes, length));
    }

    int waitingBytes() {
        return filled;
    }
}
