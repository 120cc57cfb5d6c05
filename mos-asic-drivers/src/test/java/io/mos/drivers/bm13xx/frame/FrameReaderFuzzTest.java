package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Any bytes are read without harm, however they are cut; what is read encodes to the bytes it was
 * read from. The first byte chooses the size or format.
 */
@Tag("fuzz")
class FrameReaderFuzzTest {
    @FuzzTest
    void answers(byte[] input) {
        checkAnswers(input);
    }

    @FuzzTest
    void hostFrames(byte[] input) {
        checkHostFrames(input);
    }

    static void checkAnswers(byte[] input) {
        if (input.length == 0) {
            return;
        }
        AnswerSize size = (input[0] & 1) == 0 ? AnswerSize.LONG : AnswerSize.SHORT;
        FrameReader<Answer> reader = FrameReader.ofAnswers(size);
        List<Answer> read = new ArrayList<>();
        for (int i = 1; i < input.length; i++) {
            int end = i + 1;
            reader.accept(
                    input,
                    i,
                    1,
                    answer -> {
                        read.add(answer);
                        assertArrayEquals(
                                Arrays.copyOfRange(input, end - size.bytes(), end),
                                answer.toBytes());
                    });
        }
        checkCounts(reader, read, input.length - 1);
        checkWhole(FrameReader.ofAnswers(size), input, read);
    }

    /** A command's unused bytes are not kept, so it is compared with what its bytes are read as. */
    static void checkHostFrames(byte[] input) {
        if (input.length == 0) {
            return;
        }
        JobFormat format = (input[0] & 1) == 0 ? JobFormat.FULL : JobFormat.MIDSTATE;
        FrameReader<HostFrame> reader = FrameReader.ofHostFrames(format);
        List<HostFrame> read = new ArrayList<>();
        for (int i = 1; i < input.length; i++) {
            reader.accept(input, i, 1, read::add);
        }
        checkCounts(reader, read, input.length - 1);
        checkWhole(FrameReader.ofHostFrames(format), input, read);
        for (HostFrame frame : read) {
            List<HostFrame> again = new ArrayList<>();
            byte[] bytes = frame.toBytes();
            FrameReader.ofHostFrames(format).accept(bytes, 0, bytes.length, again::add);
            assertTrue(again.contains(frame), frame::toString);
        }
    }

    private static void checkCounts(FrameReader<?> reader, List<?> read, int received) {
        FrameCounts counts = reader.counts();
        assertEquals(read.size(), counts.frames());
        assertTrue(counts.droppedBytes() >= 0 && counts.droppedBytes() <= received);
        assertTrue(counts.badCrc() <= received);
    }

    private static <F> void checkWhole(FrameReader<F> reader, byte[] input, List<F> read) {
        List<F> whole = new ArrayList<>();
        reader.accept(input, 1, input.length - 1, whole::add);
        assertEquals(read, whole);
    }
}
