package io.mos.drivers.child;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A frame that is being read. Whatever its bytes are, each method returns a value or throws {@link
 * MalformedFrameException}; nothing is allocated for more than the frame holds.
 */
final class FrameIn {

    private final ByteBuffer bytes;

    FrameIn(byte[] frame) {
        bytes = ByteBuffer.wrap(frame);
    }

    /** One byte, 0 to 255. */
    int takeByte() {
        require(Byte.BYTES);
        return Byte.toUnsignedInt(bytes.get());
    }

    int takeInt() {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    long takeLong() {
        require(Long.BYTES);
        return bytes.getLong();
    }

    String takeText() {
        int length = takeInt();
        if (length > FrameOut.MAX_TEXT_BYTES) {
            throw new MalformedFrameException("a text of " + length + " bytes");
        }
        byte[] encoded = takeBytes(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(encoded)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedFrameException("a text that is no UTF-8");
        }
    }

    /** Bytes with their number before them. */
    byte[] takeBlock() {
        return takeBytes(takeInt());
    }

    /** The number of items that follow, each of one byte at least. */
    int takeCount() {
        int items = takeInt();
        if (items < 0 || items > FrameOut.MAX_ITEMS || items > bytes.remaining()) {
            throw new MalformedFrameException(items + " items in one list");
        }
        return items;
    }

    byte[] takeBytes(int length) {
        require(length);
        byte[] taken = new byte[length];
        bytes.get(taken);
        return taken;
    }

    /** Nothing may follow. */
    void end() {
        if (bytes.hasRemaining()) {
            throw new MalformedFrameException(bytes.remaining() + " bytes too many");
        }
    }

    private void require(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new MalformedFrameException(
                    "%d bytes wanted, %d there".formatted(length, bytes.remaining()));
        }
    }
}
