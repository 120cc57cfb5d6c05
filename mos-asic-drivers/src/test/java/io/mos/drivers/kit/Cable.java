package io.mos.drivers.kit;

import io.mos.core.kernel.TimeSource.Cancellable;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.serial.HangUpListener;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.sim.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The cable between a host and a {@link Counterpart}, in virtual time; does to the bytes what a
 * test wants. Whatever the board says is handed on when its time comes. Owner: the test's thread.
 */
final class Cable implements SerialPorts {

    private static final Duration SOONEST = Duration.ofNanos(10_000);
    private static final int RECORDED_BYTES = 1 << 16;

    private final VirtualTime time;
    private final Counterpart board;
    private final Map<Path, Channel> channels;
    private final Duration tick;
    private final Map<Channel, CablePort> open = new EnumMap<>(Channel.class);
    private final List<byte[]> held = new ArrayList<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private Cancellable next = () -> {};
    private Consumer<byte[]> driver = _ -> {};
    private Disturbance disturbance = Disturbance.NONE;
    private double baudError = 1;
    private boolean isUnplugged;
    private boolean isHolding;
    private long bytesWritten;

    /** What a line does to a frame of the board on its way to the host. */
    @FunctionalInterface
    interface Disturbance {
        Disturbance NONE = (frame, heard) -> heard.accept(frame);

        void pass(byte[] frame, Consumer<byte[]> heard);
    }

    /**
     * @param channels by the paths the candidate has
     * @param tick how often the board is looked at, where it does not say when it will speak
     */
    Cable(VirtualTime time, Counterpart board, Map<Path, Channel> channels, Duration tick) {
        this.time = time;
        this.board = board;
        this.channels = Map.copyOf(channels);
        this.tick = tick;
    }

    /** Whose the data port's bytes are from now on. */
    void listen(Consumer<byte[]> listener) {
        driver = listener;
        plan();
    }

    @Override
    public SerialPort open(SerialRequest request, HangUpListener listener) throws IOException {
        Channel channel = channels.get(request.device());
        if (channel == null || isUnplugged) {
            throw new NoSuchFileException(request.device().toString());
        }
        CablePort port = new CablePort(this, channel, request);
        open.put(channel, port);
        return port;
    }

    void disturb(Disturbance how) {
        disturbance = how;
    }

    /** Both ends listen at rates that differ by this factor. */
    void skewBaud(double factor) {
        baudError = factor;
    }

    void unplug() {
        isUnplugged = true;
        next.cancel();
    }

    boolean isUnplugged() {
        return isUnplugged;
    }

    /** Keeps what the board says on the data line, until it is let go. */
    void hold() {
        isHolding = true;
    }

    int heldFrames() {
        return held.size();
    }

    void letGo() {
        isHolding = false;
        List<byte[]> frames = List.copyOf(held);
        held.clear();
        frames.forEach(driver);
    }

    /** As if the board had said it. */
    void say(byte[] frame) {
        driver.accept(frame);
    }

    long bytesWritten() {
        return bytesWritten;
    }

    /** What was written to the data port since the last question, the newest 64 KiB of it. */
    byte[] takeWritten() {
        byte[] all = written.toByteArray();
        written.reset();
        return all;
    }

    void write(Channel channel, ByteBuffer from, int baud) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        if (channel == Channel.DATA) {
            bytesWritten += bytes.length;
            if (written.size() > RECORDED_BYTES) {
                written.reset();
            }
            written.writeBytes(bytes);
        }
        board.accept(channel, bytes, bytes.length, skewed(baud), time.nanos());
        if (channel == Channel.DATA) {
            plan();
        }
    }

    /** What the board has said on its control port by now. */
    void deliver(Channel channel, int baud, Consumer<byte[]> heard) {
        board.deliver(channel, skewed(baud), time.nanos(), heard);
    }

    /** Lets time pass until something may be different, at most for this long. */
    void await(Channel channel, Duration limit) {
        long now = time.nanos();
        long wait = Math.min(limit.toNanos(), tick.toNanos());
        wait = Math.min(wait, board.nextNanos(channel).orElse(Long.MAX_VALUE) - now);
        wait = Math.min(wait, time.untilNext().map(Duration::toNanos).orElse(Long.MAX_VALUE));
        time.advance(Duration.ofNanos(Math.max(wait, SOONEST.toNanos())));
    }

    VirtualTime time() {
        return time;
    }

    Counterpart board() {
        return board;
    }

    private int skewed(int baud) {
        return (int) Math.round(baud * baudError);
    }

    private void plan() {
        next.cancel();
        if (isUnplugged) {
            return;
        }
        long due = board.nextNanos(Channel.DATA).orElse(Long.MAX_VALUE) - time.nanos();
        long wait = Math.clamp(due, SOONEST.toNanos(), tick.toNanos());
        next = time.schedule(Duration.ofNanos(wait), this::carry);
    }

    private void carry() {
        CablePort data = open.get(Channel.DATA);
        if (data != null && !isUnplugged) {
            List<byte[]> frames = new ArrayList<>();
            deliver(Channel.DATA, data.baud(), frames::add);
            frames.forEach(frame -> disturbance.pass(frame, this::toHost));
        }
        plan();
    }

    private void toHost(byte[] frame) {
        if (isHolding) {
            held.add(frame);
        } else {
            driver.accept(frame);
        }
    }
}
