package io.mos.drivers.bm13xx.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mos.core.testkit.Gen;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a reader makes of a line that flips one bit in ten thousand, and of one that babbles. */
class NoisyLineTest {
    private static final int FRAMES = 20_000;
    private static final int FLIPS_ONE_IN = 10_000;

    /** For the measurement itself; a megabyte goes through the reader meanwhile. */
    private static final long FEW_BYTES = 1_024;

    @Test
    void losesTheFramesThatWereHitAndNoOther() {
        Gen gen = Gen.ofSeed(1370);
        FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.LONG);
        List<Answer> untouched = new ArrayList<>();
        List<Answer> read = new ArrayList<>();
        int hit = 0;
        for (int i = 0; i < FRAMES; i++) {
            Answer answer =
                    new Answer.Nonce(i, i & 0xff, i >>> 7 & 0xff, i & 0xffff, AnswerSize.LONG);
            byte[] bytes = answer.toBytes();
            if (flip(gen, bytes) == 0) {
                untouched.add(answer);
            } else {
                hit++;
            }
            reader.accept(bytes, 0, bytes.length, read::add);
        }
        assertTrue(hit > FRAMES * bitsOfOne() / FLIPS_ONE_IN / 2, "hit " + hit);
        int next = 0;
        for (Answer answer : read) {
            if (next < untouched.size() && untouched.get(next).equals(answer)) {
                next++;
            }
        }
        assertEquals(untouched.size(), next, "every frame that was not hit is read, in order");
        int garbledButTaken = read.size() - untouched.size();
        assertTrue(garbledButTaken <= hit / 8, garbledButTaken + " of " + hit);
        assertTrue(reader.counts().badCrc() <= hit);
    }

    @Test
    void allocatesNothingForBytesThatAreNoFrame() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.LONG);
        byte[] babble = new byte[1 << 16];
        for (int i = 0; i < babble.length; i += 2) {
            babble[i] = (byte) 0xaa;
            babble[i + 1] = 0x55;
        }
        List<Answer> read = new ArrayList<>();
        Consumer<Answer> sink = read::add;
        reader.accept(babble, 0, babble.length, sink);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 16; i++) {
            reader.accept(babble, 0, babble.length, sink);
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertTrue(allocated < FEW_BYTES, allocated + " bytes");
        assertEquals(0, read.size());
    }

    private static int bitsOfOne() {
        return AnswerSize.LONG.bytes() * Byte.SIZE;
    }

    private static int flip(Gen gen, byte[] bytes) {
        int flips = 0;
        for (int bit = 0; bit < bytes.length * Byte.SIZE; bit++) {
            if (gen.intBetween(1, FLIPS_ONE_IN) == FLIPS_ONE_IN / 2) {
                bytes[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
                flips++;
            }
        }
        return flips;
    }
}
