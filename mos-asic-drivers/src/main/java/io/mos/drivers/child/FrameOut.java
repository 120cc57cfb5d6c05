package io.mos.drivers.child;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A frame that is being written; numbers are big-endian. Owner: the thread that made it. */
final class FrameOut {

    /** Far above any message: a job's coinbase is the largest part and takes some kilobytes. */
    static final int MAX_FRAME_BYTES = 1 << 20;

    /** Of one text, in bytes. */
    static final int MAX_TEXT_BYTES = 1 << 14;

    /** Of one list or map: chips of a board, branches of a job. */
    static final int MAX_ITEMS = 4096;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);

    void putByte(int value) {
        room(Byte.BYTES);
        bytes.write(value);
    }

    void putInt(int value) {
        putBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }

    void putLong(long value) {
        putBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    void putText(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("a text of " + encoded.length + " bytes");
        }
        putBlock(encoded);
    }

    /** Bytes with their number before them. */
    void putBlock(byte[] block) {
        putInt(block.length);
        putBytes(block);
    }

    void putCount(int items) {
        if (items > MAX_ITEMS) {
            throw new IllegalArgumentException(items + " items in one list");
        }
        putInt(items);
    }

    /** Bytes whose number the reader knows. */
    void putBytes(byte[] raw) {
        room(raw.length);
        bytes.writeBytes(raw);
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    private void room(int wanted) {
        if (bytes.size() + wanted > MAX_FRAME_BYTES) {
            throw new IllegalArgumentException(
                    "a message above " + MAX_FRAME_BYTES + " bytes does not fit into a frame");
        }
    }
}
