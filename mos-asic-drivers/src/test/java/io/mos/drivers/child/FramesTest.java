package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.ByteString;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class FramesTest {

    @Test
    @Tag("property")
    void everyMessageComesOutAsItWentIn() throws IOException {
        for (ToChild each : Samples.toChild()) {
            assertEquals(each, through(ToChild.SHAPE, each));
        }
        for (FromChild each : Samples.fromChild()) {
            assertEquals(each, through(FromChild.SHAPE, each));
        }
    }

    @Test
    void thereIsASampleOfEachMessage() {
        Set<Class<?>> seen = new HashSet<>();
        Samples.toChild()
                .forEach(each -> {
                    seen.add(each.getClass());
                    if (each instanceof ToChild.Tell(int _, DeviceOrder order)) {
                        seen.add(order.getClass());
                    }
                });
        Samples.fromChild()
                .forEach(each -> {
                    seen.add(each.getClass());
                    if (each instanceof FromChild.Said(int _, DeviceWord word)) {
                        seen.add(word.getClass());
                    }
                });
        for (Class<?> root :
                List.of(ToChild.class, FromChild.class, DeviceOrder.class, DeviceWord.class)) {
            assertTrue(seen.containsAll(cases(root)), () -> cases(root) + " in " + seen);
        }
    }

    @Test
    void framesFollowEachOtherAndEnd() throws IOException {
        byte[] one = Frames.encode(ToChild.SHAPE, new ToChild.Drop(1));
        byte[] two = Arrays.copyOf(one, one.length * 2);
        System.arraycopy(one, 0, two, one.length, one.length);
        DataInputStream in = in(two);
        assertEquals(Optional.of(new ToChild.Drop(1)), Frames.read(ToChild.SHAPE, in));
        assertEquals(Optional.of(new ToChild.Drop(1)), Frames.read(ToChild.SHAPE, in));
        assertEquals(Optional.empty(), Frames.read(ToChild.SHAPE, in));
    }

    @Test
    void frameThatIsCutOffIsNoMessage() {
        byte[] whole = Frames.encode(ToChild.SHAPE, new ToChild.Drop(1));
        for (int i = 1; i < whole.length; i++) {
            DataInputStream in = in(Arrays.copyOf(whole, i));
            assertThrows(EOFException.class, () -> Frames.read(ToChild.SHAPE, in));
        }
    }

    /** The length alone is read: nothing was made room for. */
    @Test
    void frameAboveTheLimitIsRefusedByItsLength() {
        for (int length :
                new int[] {0, -1, FrameOut.MAX_FRAME_BYTES + 1, Integer.MAX_VALUE, 0x6865_6c6c}) {
            DataInputStream in = in(ByteBuffer.allocate(4).putInt(length).array());
            assertThrows(MalformedFrameException.class, () -> Frames.read(ToChild.SHAPE, in));
        }
    }

    @Test
    void countAboveWhatIsThereIsRefused() {
        FrameOut out = new FrameOut();
        out.putInt(FrameOut.MAX_ITEMS);
        FrameIn in = new FrameIn(out.toBytes());
        assertThrows(MalformedFrameException.class, in::takeCount);
    }

    @Test
    void textAboveTheLimitIsRefusedBothWays() {
        String tooLong = "x".repeat(FrameOut.MAX_TEXT_BYTES + 1);
        assertThrows(
                IllegalArgumentException.class,
                () -> Frames.encode(FromChild.SHAPE, new FromChild.Refused(1, tooLong)));
        FrameOut out = new FrameOut();
        out.putBlock(new byte[FrameOut.MAX_TEXT_BYTES + 1]);
        FrameIn in = new FrameIn(out.toBytes());
        assertThrows(MalformedFrameException.class, in::takeText);
    }

    @Test
    void messageAboveTheLimitIsNotSent() {
        ByteString much = ByteString.of(new byte[FrameOut.MAX_FRAME_BYTES]);
        assertThrows(
                IllegalArgumentException.class,
                () ->
                        Frames.encode(
                                ToChild.SHAPE, new ToChild.Tell(1, new DeviceOrder.Bytes(much))));
    }

    @Test
    void bytesAfterTheMessageAreRefused() {
        byte[] body = body(new ToChild.Drop(1));
        byte[] more = Arrays.copyOf(body, body.length + 1);
        assertThrows(MalformedFrameException.class, () -> Frames.decode(ToChild.SHAPE, more));
    }

    @Test
    void valueThatItsRecordRefusesIsMalformed() {
        byte[] body = body(new ToChild.Open(1, 1, Samples.match(), Samples.ID, Samples.SETTINGS));
        String text = new String(body, StandardCharsets.ISO_8859_1);
        byte[] blank =
                text.replace(Samples.ID.value(), " ".repeat(Samples.ID.value().length()))
                        .getBytes(StandardCharsets.ISO_8859_1);
        MalformedFrameException e =
                assertThrows(
                        MalformedFrameException.class, () -> Frames.decode(ToChild.SHAPE, blank));
        assertEquals("DeviceId: blank device id", e.getMessage());
    }

    private static byte[] body(ToChild message) {
        byte[] frame = Frames.encode(ToChild.SHAPE, message);
        return Arrays.copyOfRange(frame, 4, frame.length);
    }

    private static <T> T through(Shape<T> shape, T message) throws IOException {
        return Frames.read(shape, in(Frames.encode(shape, message))).orElseThrow();
    }

    private static DataInputStream in(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    private static List<Class<?>> cases(Class<?> root) {
        List<Class<?>> cases = new ArrayList<>();
        for (Class<?> each : root.getPermittedSubclasses()) {
            if (each.isSealed()) {
                cases.addAll(cases(each));
            } else {
                cases.add(each);
            }
        }
        return cases;
    }
}
