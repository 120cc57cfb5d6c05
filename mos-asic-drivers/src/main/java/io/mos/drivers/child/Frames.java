package io.mos.drivers.child;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * Messages on a pipe.
 *
 * <pre>
 * offset | size | field            | order
 * 0      | 4    | length of body   | big-endian, 1 to {@link FrameOut#MAX_FRAME_BYTES}
 * 4      | n    | body             | see {@link Shapes}
 * </pre>
 */
final class Frames {

    private static final int HEADER_BYTES = Integer.BYTES;

    private Frames() {}

    /**
     * The whole frame.
     *
     * @throws IllegalArgumentException when the message is too large
     */
    static <T> byte[] encode(Shape<T> shape, T message) {
        FrameOut body = new FrameOut();
        shape.write(body, message);
        byte[] bytes = body.toBytes();
        byte[] frame = new byte[HEADER_BYTES + bytes.length];
        for (int i = 0; i < HEADER_BYTES; i++) {
            frame[i] = (byte) (bytes.length >>> ((HEADER_BYTES - 1 - i) * Byte.SIZE));
        }
        System.arraycopy(bytes, 0, frame, HEADER_BYTES, bytes.length);
        return frame;
    }

    /**
     * The message of a frame's body.
     *
     * @throws MalformedFrameException when it is none
     */
    static <T> T decode(Shape<T> shape, byte[] body) {
        FrameIn in = new FrameIn(body);
        T message = shape.read(in);
        in.end();
        return message;
    }

    /**
     * Waits for the next message; nothing when the pipe ended between two.
     *
     * @throws MalformedFrameException when something else stands there
     */
    static <T> Optional<T> read(Shape<T> shape, DataInputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            return Optional.empty();
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length <= 0 || length > FrameOut.MAX_FRAME_BYTES) {
            throw new MalformedFrameException("a frame of %d bytes".formatted(length));
        }
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("a frame that was cut off");
        }
        return Optional.of(decode(shape, body));
    }
}
