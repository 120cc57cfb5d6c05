package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What a firmware answers (BM13XX.md §11).
 *
 * <pre>
 *         | offset | size | field  | order
 * v0 data |      0 |    2 | length | little-endian, of the data alone
 *         |      2 |    1 | id     |
 *         |      3 |    n | data   |
 * v0 fail |      0 |    2 | length | of the whole frame, 4
 *         |      2 |    1 | id     |
 *         |      3 |    1 | status |
 * v1      |      0 |    2 | length | of the whole frame
 *         |      2 |    1 | id     |
 *         |      3 |    1 | status | 0 for done
 *         |      4 |    n | data, or a message |
 * </pre>
 */
public sealed interface ControlAnswer {

    /** The request's. */
    int id();

    /** It was done, and this is what was asked for. */
    record Data(int id, ByteString data) implements ControlAnswer {}

    /**
     * It was not done.
     *
     * @param status the firmware's, 1 to 255
     * @param message a text, often empty
     */
    record Refused(int id, int status, ByteString message) implements ControlAnswer {

        /** For a person. */
        String text() {
            String name =
                    status == INVALID_COMMAND ? "invalid command" : "status %02x".formatted(status);
            String said = new String(message.toBytes(), StandardCharsets.US_ASCII).strip();
            return said.isEmpty() ? name : name + ": " + said.replaceAll("[^ -~]", "?");
        }
    }

    /** The one status that is recorded with its meaning. */
    int INVALID_COMMAND = 0x11;

    /** As many bytes as a request can ask for. */
    int MAX_DATA_BYTES = 255;

    /** Length, id and status. */
    int HEADER_BYTES = 4;

    /** The frame as a firmware sends it; v0 has no room for a message. */
    default byte[] toBytes(ControlVersion version) {
        return switch (this) {
            case Data(int id, ByteString data) -> dataFrame(version, id, data);
            case Refused(int id, int status, ByteString message) -> {
                ByteString text = version == ControlVersion.V0 ? ByteString.EMPTY : message;
                yield frame(HEADER_BYTES + text.sizeBytes(), id, status, text);
            }
        };
    }

    private static byte[] dataFrame(ControlVersion version, int id, ByteString data) {
        return switch (version) {
            case V0 ->
                    start(HEADER_BYTES - 1 + data.sizeBytes(), data.sizeBytes(), id)
                            .put(data.toBytes())
                            .array();
            case V1 -> frame(HEADER_BYTES + data.sizeBytes(), id, 0, data);
        };
    }

    private static byte[] frame(int length, int id, int status, ByteString rest) {
        return start(length, length, id).put((byte) status).put(rest.toBytes()).array();
    }

    private static ByteBuffer start(int bytes, int length, int id) {
        return ByteBuffer.allocate(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) length)
                .put((byte) id);
    }
}
