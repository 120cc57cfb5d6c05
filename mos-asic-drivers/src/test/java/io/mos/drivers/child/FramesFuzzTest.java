package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Any body of a frame is a message or a {@link MalformedFrameException}; a message stands for
 * itself when it is sent on. What it holds came from a process that strangers share.
 */
@Tag("fuzz")
class FramesFuzzTest {

    @FuzzTest
    void fromChild(byte[] body) {
        checkFromChild(body);
    }

    @FuzzTest
    void toChild(byte[] body) {
        checkToChild(body);
    }

    static void checkFromChild(byte[] body) {
        check(FromChild.SHAPE, body);
    }

    static void checkToChild(byte[] body) {
        check(ToChild.SHAPE, body);
    }

    private static <T> void check(Shape<T> shape, byte[] body) {
        T message;
        try {
            message = Frames.decode(shape, body);
        } catch (MalformedFrameException _) {
            return;
        }
        FrameOut out = new FrameOut();
        shape.write(out, message);
        assertEquals(message, Frames.decode(shape, out.toBytes()));
    }
}
