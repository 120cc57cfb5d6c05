package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One request (BM13XX.md §11).
 *
 * <pre>
 * offset | size | field   | order
 *      0 |    2 | length  | little-endian, of the whole frame
 *      2 |    1 | id      |
 *      3 |    1 | bus     | always 0
 *      4 |    1 | page    |
 *      5 |    1 | command |
 *      6 |    n | data    |
 * </pre>
 *
 * @param id what its answer carries, 0 to 255
 * @param command within the page, 0 to 255: a line's number, or what to do
 */
public record ControlRequest(int id, ControlPage page, int command, ByteString data) {

    /** The frame without data. */
    public static final int HEADER_BYTES = 6;

    /** An I2C write of 255 bytes to an address; firmwares take less. */
    public static final int MAX_DATA_BYTES = 256;

    static final int I2C_WRITE = 0x20;
    static final int I2C_READ = 0x30;
    static final int I2C_WRITE_READ = 0x40;
    static final int LED_COLOUR = 0x10;
    private static final int MAX_BYTE = 0xFF;
    private static final int ID_OFFSET = 2;
    private static final int BUS_OFFSET = 3;
    private static final int PAGE_OFFSET = 4;
    private static final int COMMAND_OFFSET = 5;

    public ControlRequest {
        if (id < 0 || id > MAX_BYTE || command < 0 || command > MAX_BYTE) {
            throw new IllegalArgumentException("not a byte: id " + id + ", command " + command);
        }
        if (data.sizeBytes() > MAX_DATA_BYTES) {
            throw new IllegalArgumentException("too much data: " + data.sizeBytes());
        }
    }

    /** The frame as it is sent. */
    public byte[] toBytes() {
        int length = HEADER_BYTES + data.sizeBytes();
        return ByteBuffer.allocate(length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) length)
                .put((byte) id)
                .put((byte) 0)
                .put((byte) page.wire())
                .put((byte) command)
                .put(data.toBytes())
                .array();
    }

    /**
     * Reads one whole frame.
     *
     * @return empty when the bytes are anything else
     */
    public static Optional<ControlRequest> parse(ByteString frame) {
        int length = frame.sizeBytes();
        if (length < HEADER_BYTES
                || length > HEADER_BYTES + MAX_DATA_BYTES
                || length != lengthAt(frame)
                || frame.unsignedAt(BUS_OFFSET) != 0) {
            return Optional.empty();
        }
        return ControlPage.fromWire(frame.unsignedAt(PAGE_OFFSET))
                .map(page ->
                        new ControlRequest(
                                frame.unsignedAt(ID_OFFSET),
                                page,
                                frame.unsignedAt(COMMAND_OFFSET),
                                frame.slice(HEADER_BYTES, length)));
    }

    private static int lengthAt(ByteString frame) {
        return frame.unsignedAt(0) | frame.unsignedAt(1) << Byte.SIZE;
    }
}
