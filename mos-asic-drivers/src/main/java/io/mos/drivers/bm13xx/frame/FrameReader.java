package io.mos.drivers.bm13xx.frame;

import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds whole frames in a stream of bytes, however it is cut, garbled, shortened or doubled.
 *
 * <p>The wire has no byte stuffing: a preamble can stand inside a frame, and five check bits let
 * one garbled frame in 32 pass. So this reader never trusts where a frame seems to begin. It keeps
 * the last bytes and asks after each one whether a frame <em>ends</em> here; a frame is handed on
 * with its last byte, whatever stood before it, and none can be hidden by a false one. The price is
 * a phantom where a preamble inside a frame happens to check: less than one in a million frames,
 * and re-hashing refutes it.
 *
 * <p>Owner: the thread that reads the port. Allocates one object per frame and nothing else.
 *
 * @param <F> what is read: answers of chips, or frames of a host
 */
public final class FrameReader<F> {
    /** Several of the longest frames, so that moving the tail to the front is rare. */
    private static final int WINDOW_BYTES = 1024;

    private final byte[] window = new byte[WINDOW_BYTES];
    private Framing<F> framing;
    private int[] sizes;
    private int longest;

    private int filled;
    private long received;
    private long covered;
    private long coveredUntil;
    private long frames;
    private long badCrc;

    private FrameReader(Framing<F> framing) {
        this.framing = framing;
        this.sizes = framing.sizes();
        this.longest = longestOf(sizes);
    }

    /** Reads what chips send. */
    public static FrameReader<Answer> ofAnswers(AnswerSize size) {
        return new FrameReader<>(new AnswerFraming(size));
    }

    /** Reads what a host sends to chips that take such jobs. */
    public static FrameReader<HostFrame> ofHostFrames(JobFormat format) {
        return new FrameReader<>(new HostFraming(format));
    }

    /** From the next byte on, answers end with another size; see {@link AnswerSize}. */
    public static void resize(FrameReader<Answer> reader, AnswerSize size) {
        reader.use(new AnswerFraming(size));
    }

    /** Takes the next bytes of the stream and hands on each frame that ends among them. */
    public void accept(byte[] bytes, int offset, int count, Consumer<? super F> sink) {
        for (int i = offset; i < offset + count; i++) {
            append(bytes[i]);
            for (int size : sizes) {
                int start = filled - size;
                if (start >= 0 && framing.beginsFrame(window, start, size)) {
                    judge(start, size, sink);
                }
            }
        }
    }

    /** Forgets the bytes of an unfinished frame, as after a change of baud rate. */
    public void reset() {
        filled = 0;
        coveredUntil = received;
    }

    public FrameCounts counts() {
        long pending = Math.min(filled, Math.min(received - coveredUntil, longest - 1));
        return new FrameCounts(frames, badCrc, received - covered - pending);
    }

    private void use(Framing<F> other) {
        framing = other;
        sizes = other.sizes();
        longest = longestOf(sizes);
    }

    private void append(byte next) {
        if (filled == WINDOW_BYTES) {
            filled = longest - 1;
            System.arraycopy(window, WINDOW_BYTES - filled, window, 0, filled);
        }
        window[filled] = next;
        filled++;
        received++;
    }

    private void judge(int start, int size, Consumer<? super F> sink) {
        long startsAt = received - size;
        if (framing.isIntact(window, start, size)) {
            frames++;
            covered += received - Math.max(startsAt, coveredUntil);
            coveredUntil = received;
            sink.accept(framing.read(window, start, size));
        } else if (startsAt >= coveredUntil) {
            badCrc++;
        }
    }

    private static int longestOf(int[] sizes) {
        return Arrays.stream(sizes).max().orElseThrow();
    }
}
