package io.mos.drivers.sim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Frames an outcome as the firmware of either generation does (BM13XX.md §11).
 *
 * <pre>
 * V0 done:  length of the data, id, data           V0 error: 4 or more, id, status
 * V1 done:  length of all, id, 0, data             V1 error: length of all, id, status, words
 * </pre>
 *
 * <p>An error of V0 counts its whole length where data would count only itself, and says nowhere
 * that it is one: a host that trusts the length waits for bytes that never come.
 */
final class ControlAnswer {
    private static final int HEADER_BYTES = 4;

    private ControlAnswer() {}

    static Optional<byte[]> of(ControlVersion version, int id, ControlOutcome outcome) {
        return switch (outcome) {
            case ControlOutcome.Done(var data) -> Optional.of(done(version, id, data.toBytes()));
            case ControlOutcome.Refused(int status) -> Optional.of(whole(id, status, new byte[0]));
            case ControlOutcome.Failed(String words) ->
                    Optional.of(
                            whole(
                                    id,
                                    ControlOutcome.Failed.STATUS,
                                    words.getBytes(StandardCharsets.US_ASCII)));
            case ControlOutcome.Silent() -> Optional.empty();
        };
    }

    private static byte[] done(ControlVersion version, int id, byte[] data) {
        return switch (version) {
            case V1 -> whole(id, 0, data);
            case V0 -> {
                byte[] frame = Arrays.copyOf(length(data.length), 3 + data.length);
                frame[2] = (byte) id;
                System.arraycopy(data, 0, frame, 3, data.length);
                yield frame;
            }
        };
    }

    /** An answer of V1, and an error of either. */
    private static byte[] whole(int id, int status, byte[] rest) {
        int total = HEADER_BYTES + rest.length;
        byte[] frame = Arrays.copyOf(length(total), total);
        frame[2] = (byte) id;
        frame[3] = (byte) status;
        System.arraycopy(rest, 0, frame, HEADER_BYTES, rest.length);
        return frame;
    }

    private static byte[] length(int bytes) {
        return new byte[] {(byte) bytes, (byte) (bytes >>> Byte.SIZE)};
    }
}
