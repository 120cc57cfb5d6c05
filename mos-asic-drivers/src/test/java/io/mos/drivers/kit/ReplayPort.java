package io.mos.drivers.kit;

import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.Transfer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/**
 * Plays the board of a recorded conversation: what the host sends must be what it sent then, byte
 * by byte, and what the board answered comes when all before it was sent. Owner: the test's thread.
 */
public final class ReplayPort implements SerialPort {

    private static final HexFormat HEX = HexFormat.of();

    /** One stretch of a conversation in one direction. */
    public sealed interface Step {

        /** What the host sent. */
        record Sent(String hex) implements Step {}

        /** What the board answered. */
        record Answered(String hex) implements Step {}
    }

    private final Path path = Path.of("/dev/replay");
    private final Deque<Byte> expected = new ArrayDeque<>();
    private final Deque<Step> ahead;
    private final Deque<Byte> answers = new ArrayDeque<>();
    private int sentBytes;
    private int baud;
    private boolean closed;

    private ReplayPort(List<Step> steps, int baud) {
        this.ahead = new ArrayDeque<>(steps);
        this.baud = baud;
        advance();
    }

    public static ReplayPort of(int baud, List<Step> steps) {
        return new ReplayPort(steps, baud);
    }

    /** Fails unless all of the conversation took place. */
    public void assertFinished() {
        if (!expected.isEmpty() || !answers.isEmpty() || !ahead.isEmpty()) {
            throw new AssertionError(
                    "not finished: "
                            + expected.size()
                            + " bytes still to be sent, "
                            + answers.size()
                            + " to be read, then "
                            + ahead);
        }
    }

    /** Takes in the steps up to the next one that waits for the host. */
    private void advance() {
        while (expected.isEmpty() && !ahead.isEmpty()) {
            switch (ahead.remove()) {
                case Step.Sent(String hex) -> addAll(expected, hex);
                case Step.Answered(String hex) -> addAll(answers, hex);
            }
        }
    }

    private static void addAll(Deque<Byte> queue, String hex) {
        for (byte each : HEX.parseHex(hex)) {
            queue.add(each);
        }
    }

    @Override
    public Transfer read(ByteBuffer into, Duration within) {
        if (closed) {
            return new Transfer.Closed();
        }
        if (answers.isEmpty()) {
            return new Transfer.TimedOut();
        }
        int start = into.position();
        while (into.hasRemaining() && !answers.isEmpty()) {
            into.put(answers.remove());
        }
        return new Transfer.Moved(into.position() - start);
    }

    /** Nothing ever waits here. */
    @Override
    public void wake() {}

    @Override
    public Transfer write(ByteBuffer from, Duration within) {
        if (closed) {
            return new Transfer.Closed();
        }
        int start = from.position();
        while (from.hasRemaining()) {
            take(from.get());
        }
        return new Transfer.Moved(from.position() - start);
    }

    private void take(byte sent) {
        if (expected.isEmpty()) {
            throw new AssertionError("byte %d, %02x, is one too many".formatted(sentBytes, sent));
        }
        byte wanted = expected.remove();
        if (wanted != sent) {
            throw new AssertionError(
                    "byte %d is %02x and was %02x".formatted(sentBytes, sent, wanted));
        }
        sentBytes++;
        advance();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public int setBaud(int wanted) {
        baud = wanted;
        return baud;
    }

    @Override
    public Transfer drain(Duration within) {
        return closed ? new Transfer.Closed() : new Transfer.Moved(0);
    }

    @Override
    public void discardInput() {
        answers.clear();
    }

    @Override
    public LineChange raise(ModemLine line) {
        return LineChange.NO_SUCH_LINE;
    }

    @Override
    public LineChange lower(ModemLine line) {
        return LineChange.NO_SUCH_LINE;
    }

    @Override
    public void close() {
        closed = true;
    }
}
