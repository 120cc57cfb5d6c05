package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.peripheral.FakeBus;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A board's bridge firmware behind a link in virtual time: takes one request a write, answers when
 * it is done, and takes as long as it is told to. Owner: the test's thread.
 */
public final class FakeFirmware implements SerialLink {

    private static final int LINES = 3;

    private final ControlVersion version;
    private final FakeBus bus;
    private final VirtualTime time;
    private final boolean[] lines = new boolean[LINES];
    private final List<String> log = new ArrayList<>();
    private final Deque<Late> answers = new ArrayDeque<>();
    private final Set<Integer> wedged = new HashSet<>();
    private Duration takes = Duration.ofMillis(1);
    private int answersLeft;
    private int silences;
    private boolean closed;
    private boolean unplugged;

    public FakeFirmware(ControlVersion version, FakeBus bus, VirtualTime time) {
        this.version = version;
        this.bus = bus;
        this.time = time;
    }

    /** How long each answer takes from now on. */
    public FakeFirmware taking(Duration duration) {
        takes = duration;
        return this;
    }

    /** Swallows as many requests. */
    public FakeFirmware swallowing(int requests) {
        return swallowingAfter(0, requests);
    }

    /** Answers some requests first. */
    public FakeFirmware swallowingAfter(int answered, int requests) {
        answersLeft = answered;
        silences = requests;
        return this;
    }

    /** A part that holds the bus: what is asked of it is never answered. */
    public FakeFirmware wedging(int address) {
        wedged.add(address);
        return this;
    }

    public void unplug() {
        unplugged = true;
    }

    /** How a line stands. */
    public boolean isHigh(int line) {
        return lines[line];
    }

    public void drive(int line) {
        lines[line] = true;
    }

    /** What was asked, such as {@code line 0 = 0} or {@code write 24 01 00}. */
    public List<String> log() {
        return log;
    }

    /** Sends bytes nobody asked for. */
    void babble(String hex) {
        babbleAt(time.nanos(), hex);
    }

    /** Sends them before the next answer. */
    void babbleLater(String hex) {
        babbleAt(time.nanos() + takes.toNanos() / 2, hex);
    }

    private void babbleAt(long nanos, String hex) {
        answers.add(new Late(nanos, ByteBuffer.wrap(ByteString.parseHex(hex).toBytes())));
    }

    @Override
    public Transfer write(ByteBuffer from, Duration within) {
        if (closed) {
            return new Transfer.Closed();
        }
        if (unplugged) {
            return new Transfer.HungUp("unplugged");
        }
        byte[] frame = new byte[from.remaining()];
        from.get(frame);
        ControlRequest request =
                ControlRequest.parse(ByteString.of(frame))
                        .orElseThrow(
                                () -> new AssertionError("no request: " + ByteString.of(frame)));
        ControlAnswer answer = answer(request);
        boolean isWedged =
                request.page() == ControlPage.I2C && wedged.contains(request.data().unsignedAt(0));
        answersLeft--;
        if (answersLeft < 0 && silences > 0) {
            silences--;
        } else if (!isWedged) {
            ByteBuffer bytes = ByteBuffer.wrap(answer.toBytes(version));
            answers.add(new Late(time.nanos() + takes.toNanos(), bytes));
        }
        return new Transfer.Moved(frame.length);
    }

    /** Its reads never wait in real time. */
    @Override
    public void wake() {}

    @Override
    public Transfer read(ByteBuffer into, Duration within) {
        if (closed) {
            return new Transfer.Closed();
        }
        if (unplugged) {
            return new Transfer.HungUp("unplugged");
        }
        Late next = answers.peek();
        long wait = next == null ? Long.MAX_VALUE : Math.max(0, next.atNanos() - time.nanos());
        time.advance(Duration.ofNanos(Math.min(wait, within.toNanos())));
        if (next == null || wait > within.toNanos()) {
            return new Transfer.TimedOut();
        }
        int start = into.position();
        while (into.hasRemaining() && next.bytes().hasRemaining()) {
            into.put(next.bytes().get());
        }
        if (!next.bytes().hasRemaining()) {
            answers.remove();
        }
        return new Transfer.Moved(into.position() - start);
    }

    @Override
    public int baud() {
        return 115_200;
    }

    @Override
    public void close() {
        closed = true;
    }

    /** What the firmware sends for what it was sent, without any time or link. */
    public byte[] answerTo(byte[] frame) {
        return answer(request(frame)).toBytes(version);
    }

    private static ControlRequest request(byte[] frame) {
        ByteString bytes = ByteString.of(frame);
        return ControlRequest.parse(bytes)
                .orElseThrow(() -> new AssertionError("no request: " + bytes));
    }

    private ControlAnswer answer(ControlRequest request) {
        try {
            return new ControlAnswer.Data(request.id(), ByteString.of(done(request)));
        } catch (IOException e) {
            log.add("refused: " + e.getMessage());
            return new ControlAnswer.Refused(request.id(), 0xFF, ByteString.of((byte) 'n'));
        }
    }

    private byte[] done(ControlRequest request) throws IOException {
        return switch (request.page()) {
            case I2C -> i2c(request);
            case GPIO -> gpio(request);
            case ADC -> new byte[] {(byte) 0x34, (byte) 0x12};
            case LED, SYSTEM -> new byte[0];
        };
    }

    private byte[] i2c(ControlRequest request) throws IOException {
        ByteString data = request.data();
        int address = data.unsignedAt(0);
        int register = data.unsignedAt(1);
        if (request.command() == ControlRequest.I2C_WRITE_READ) {
            return bus.read(address, register, data.unsignedAt(data.sizeBytes() - 1));
        }
        log.add("write " + data.slice(0, data.sizeBytes()));
        bus.write(address, register, data.slice(2, data.sizeBytes()).toBytes());
        return new byte[0];
    }

    private byte[] gpio(ControlRequest request) throws IOException {
        int line = request.command();
        if (line >= LINES) {
            throw new IOException("no line " + line);
        }
        if (!request.data().isEmpty()) {
            lines[line] = request.data().unsignedAt(0) != 0;
            log.add("line " + line + " = " + request.data().unsignedAt(0));
        }
        return new byte[] {(byte) (lines[line] ? 1 : 0)};
    }

    private record Late(long atNanos, ByteBuffer bytes) {}
}
