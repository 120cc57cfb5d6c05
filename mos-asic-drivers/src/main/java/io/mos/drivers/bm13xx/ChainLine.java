package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.FrameCounts;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.HostFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A chain's line: frames out, whole answers in, and a count of what was damaged on the way. Once
 * the line has failed nothing more is sent; whoever owns the port ends the device. Owner: the
 * device's thread.
 */
final class ChainLine {

    /** Counted: answers whose check bits did not hold. */
    static final String BAD_CRC = "bad-crc";

    /** Counted: bytes that belong to no answer. */
    static final String DROPPED_BYTES = "dropped-bytes";

    private final DeviceContext context;
    private final Consumer<IOException> lost;
    private final FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.SHORT);
    private FrameCounts counted = reader.counts();
    private boolean isLost;

    /**
     * @param lost told once, when a write or a change of rate fails
     */
    ChainLine(DeviceContext context, Consumer<IOException> lost) {
        this.context = context;
        this.lost = lost;
    }

    void send(HostFrame frame) {
        send(frame.toBytes());
    }

    private void send(byte[] bytes) {
        if (isLost) {
            return;
        }
        try {
            context.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            lose(e);
        }
    }

    /** Forgets what was half read too: it came at the old rate. */
    void setBaud(int baud) {
        if (isLost) {
            return;
        }
        try {
            context.setBaud(baud);
            reader.reset();
        } catch (IOException e) {
            lose(e);
        }
    }

    void expect(AnswerSize size) {
        FrameReader.resize(reader, size);
    }

    /** Begins anew, as after a reset of the chips. */
    void reset() {
        reader.reset();
    }

    /** The answers that ended among these bytes, oldest first. */
    List<Answer> take(ByteBuffer bytes) {
        byte[] chunk = new byte[bytes.remaining()];
        bytes.get(chunk);
        List<Answer> answers = new ArrayList<>();
        reader.accept(chunk, 0, chunk.length, answers::add);
        tell(reader.counts());
        return answers;
    }

    /** Of all time. */
    long badCrc() {
        return counted.badCrc();
    }

    private void tell(FrameCounts now) {
        if (now.badCrc() > counted.badCrc()) {
            context.count(BAD_CRC, now.badCrc() - counted.badCrc());
        }
        if (now.droppedBytes() > counted.droppedBytes()) {
            context.count(DROPPED_BYTES, now.droppedBytes() - counted.droppedBytes());
        }
        counted = now;
    }

    private void lose(IOException e) {
        isLost = true;
        lost.accept(e);
    }
}
