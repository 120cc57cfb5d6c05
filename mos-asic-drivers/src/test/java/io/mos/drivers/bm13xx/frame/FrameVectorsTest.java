package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The golden files of {@code vectors/asic/frames}, whose README says where they come from. */
@Tag("vectors")
class FrameVectorsTest {

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(FrameVectorsTest.class, "asic/frames")
                .reading(VectorFormat.BM13XX_CRC, FrameVectorsTest::checkValues)
                .reading(VectorFormat.BM13XX_FRAMES, FrameVectorsTest::frames)
                .reading(VectorFormat.BM13XX_TRACE, FrameVectorsTest::trace)
                .tests();
    }

    private static Stream<DynamicTest> checkValues(VectorFile file) {
        return file.document()
                .required("vectors")
                .valueStream()
                .map(vector -> dynamicTest(text(vector, "hex"), () -> checkValue(vector)));
    }

    /** Computed as a sender does, and then as a receiver who must see every flipped bit. */
    private static void checkValue(JsonNode vector) {
        byte[] bytes = bytes(vector);
        int expected = HexFormat.fromHexDigits(text(vector, "crc"));
        assertEquals(expected, crc(vector, bytes));
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            byte[] damaged = bytes.clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertNotEquals(expected, crc(vector, damaged), "bit " + bit);
        }
    }

    private static int crc(JsonNode vector, byte[] bytes) {
        return switch (text(vector, "algorithm")) {
            case "crc5" -> Crc5.of(bytes, 0, bytes.length);
            case "crc16" -> Crc16.of(bytes, 0, bytes.length);
            default -> throw new AssertionError("no such algorithm: " + vector);
        };
    }

    private static Stream<DynamicTest> frames(VectorFile file) {
        return file.document()
                .required("vectors")
                .valueStream()
                .map(vector ->
                        dynamicTest(
                                text(vector, "id"),
                                () ->
                                        checkFrame(
                                                family(text(vector, "chip")),
                                                bytes(vector),
                                                vector.required("decoded"))));
    }

    private static Stream<DynamicTest> trace(VectorFile file) {
        ChipFamily family = family(text(file.document(), "chip"));
        List<JsonNode> frames = file.document().required("frames").valueStream().toList();
        return Stream.concat(
                IntStream.range(0, frames.size())
                        .mapToObj(i ->
                                dynamicTest(
                                        "frame " + i,
                                        () ->
                                                checkFrame(
                                                        family,
                                                        bytes(frames.get(i)),
                                                        frames.get(i).path("d")))),
                Stream.of(dynamicTest("as one stream", () -> checkStream(family, frames))));
    }

    /** All frames of the trace in one stream, cut where no frame ends. */
    private static void checkStream(ChipFamily family, List<JsonNode> frames) {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        frames.forEach(frame -> sent.writeBytes(bytes(frame)));
        FrameReader<HostFrame> reader = FrameReader.ofHostFrames(family.jobs().format());
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        byte[] stream = sent.toByteArray();
        for (int at = 0; at < stream.length; at += 13) {
            int count = Math.min(13, stream.length - at);
            reader.accept(stream, at, count, frame -> back.writeBytes(frame.toBytes()));
        }
        assertArrayEquals(stream, back.toByteArray());
        assertEquals(new FrameCounts(frames.size(), 0, 0), reader.counts());
    }

    private static void checkFrame(ChipFamily family, byte[] bytes, JsonNode decoded) {
        boolean fromHost = text(decoded, "direction").equals("host_to_chip");
        if (fromHost) {
            FrameReader<HostFrame> reader = FrameReader.ofHostFrames(family.jobs().format());
            List<HostFrame> read = new ArrayList<>();
            reader.accept(bytes, 0, bytes.length, read::add);
            if (isIntact(decoded, read.size(), reader.counts(), bytes)) {
                assertArrayEquals(bytes, read.getFirst().toBytes());
                assertEquals(HexFormat.fromHexDigits(text(decoded, "header")), bytes[2]);
                DecodedFrame.check(decoded, read.getFirst());
            }
        } else {
            AnswerSize size = sizeOf(bytes);
            FrameReader<Answer> reader = FrameReader.ofAnswers(size);
            List<Answer> read = new ArrayList<>();
            reader.accept(bytes, 0, bytes.length, read::add);
            if (isIntact(decoded, read.size(), reader.counts(), bytes)) {
                assertArrayEquals(bytes, read.getFirst().toBytes());
                DecodedFrame.check(family, decoded, read.getFirst());
            }
        }
    }

    /** Whether the frame checks, having seen that a reader took it or refused and counted it. */
    private static boolean isIntact(JsonNode decoded, int read, FrameCounts counts, byte[] bytes) {
        boolean intact =
                decoded.path("crc5_ok").asBoolean(true) && decoded.path("crc16_ok").asBoolean(true);
        assertEquals(intact ? 1 : 0, read);
        assertEquals(intact ? 1 : 0, counts.frames());
        assertEquals(intact ? 0 : 1, counts.badCrc());
        if (intact) {
            assertEquals(0, counts.droppedBytes());
        } else {
            assertTrue(counts.droppedBytes() <= bytes.length);
        }
        return intact;
    }

    private static AnswerSize sizeOf(byte[] bytes) {
        return Arrays.stream(AnswerSize.values())
                .filter(size -> size.bytes() == bytes.length)
                .findFirst()
                .orElseThrow(() -> new AssertionError("an answer of " + bytes.length));
    }

    private static ChipFamily family(String chip) {
        return ChipFamilies.named(chip).orElseThrow(() -> new AssertionError("no family " + chip));
    }

    private static byte[] bytes(JsonNode vector) {
        return HexFormat.of().parseHex(text(vector, "hex"));
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }
}
