package io.mos.drivers.sim;

import io.mos.core.chain.ByteString;
import io.mos.drivers.sim.part.I2cPart;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The firmware behind a control channel: I2C, lines, measurements, a lamp. It does one thing at a
 * time: what comes while it works is lost. Owner: the board.
 */
final class ControlDevice {
    private static final int PAGE_I2C = 0x05;
    private static final int PAGE_LINES = 0x06;
    private static final int PAGE_ADC = 0x07;
    private static final int PAGE_LAMP = 0x08;
    private static final int PAGE_SYSTEM = 0x09;

    private static final int I2C_SET_HERTZ = 0x10;
    private static final int I2C_WRITE = 0x20;
    private static final int I2C_READ = 0x30;
    private static final int I2C_WRITE_READ = 0x40;
    private static final int LAMP_COLOUR = 0x10;
    private static final int REBOOT = 0x01;
    private static final int REBOOT_TO_LOADER = 0x02;
    private static final int REBOOT_MAGIC = 0xdead_beef;
    private static final int LOADER_MAGIC = 0xb007_10ad;

    /** USB both ways and the firmware itself; an order of size. */
    private static final long WORK_NANOS = 300_000;

    private final ControlVersion version;
    private final I2cBus bus;
    private final BoardLines lines;
    private final ControlInbox inbox = new ControlInbox();
    private final Queue<Reply> replies = new ArrayDeque<>();
    private long busyUntilNanos = Long.MIN_VALUE;

    /** An answer and when it is ready. */
    private record Reply(ByteString bytes, long readyNanos) {}

    ControlDevice(ControlVersion version, I2cBus bus, BoardLines lines) {
        this.version = version;
        this.bus = bus;
        this.lines = lines;
    }

    void accept(byte[] bytes, int count, long nanos) {
        if (nanos < busyUntilNanos) {
            return;
        }
        inbox.accept(bytes, count, nanos).ifPresent(request -> answer(request, nanos));
    }

    void deliver(long nanos, Consumer<byte[]> toHost) {
        for (Reply next = replies.peek();
                next != null && next.readyNanos() <= nanos;
                next = replies.peek()) {
            replies.remove();
            toHost.accept(next.bytes().toBytes());
        }
    }

    OptionalLong nextNanos() {
        Reply next = replies.peek();
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.readyNanos());
    }

    /** Forgets what it was at, as when it is plugged in again. */
    void restart() {
        replies.clear();
        busyUntilNanos = Long.MIN_VALUE;
    }

    private void answer(ControlRequest request, long nanos) {
        long busNanos = request.page() == PAGE_I2C ? bus.nanos(request.data().sizeBytes() + 2) : 0;
        busyUntilNanos = nanos + WORK_NANOS + busNanos;
        ControlAnswer.of(version, request.id(), outcome(request))
                .ifPresent(bytes -> replies.add(new Reply(ByteString.of(bytes), busyUntilNanos)));
    }

    private ControlOutcome outcome(ControlRequest request) {
        byte[] data = request.data().toBytes();
        return switch (request.page()) {
            case PAGE_I2C -> i2c(request.command(), data);
            case PAGE_LINES -> line(request.command(), data);
            case PAGE_ADC -> measured(request.command());
            case PAGE_LAMP ->
                    request.command() == LAMP_COLOUR && data.length == 3
                            ? ControlOutcome.Done.nothing()
                            : refused();
            case PAGE_SYSTEM -> system(request.command(), data);
            default -> refused();
        };
    }

    private ControlOutcome i2c(int command, byte[] data) {
        if (command == I2C_SET_HERTZ && data.length == Integer.BYTES) {
            bus.setHertz(ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt());
            return ControlOutcome.Done.nothing();
        }
        if (data.length == 0) {
            return refused();
        }
        Optional<I2cPart> part = bus.at(Byte.toUnsignedInt(data[0]));
        int last = data.length - 1;
        boolean reads = command == I2C_READ || command == I2C_WRITE_READ;
        if (command != I2C_WRITE && (!reads || data.length < 2)) {
            return refused();
        }
        if (part.isEmpty()) {
            return new ControlOutcome.Failed("i2c nack");
        }
        if (command != I2C_READ) {
            part.get().write(Arrays.copyOfRange(data, 1, reads ? last : data.length));
        }
        return reads
                ? new ControlOutcome.Done(
                        ByteString.of(part.get().read(Byte.toUnsignedInt(data[last]))))
                : ControlOutcome.Done.nothing();
    }

    /** Set or asked, a line's level is the answer. */
    private ControlOutcome line(int number, byte[] data) {
        if (number >= BoardLines.COUNT || data.length > 1) {
            return refused();
        }
        if (data.length == 1) {
            lines.set(number, data[0] != 0);
        }
        return ControlOutcome.Done.of(lines.isHigh(number) ? 1 : 0);
    }

    private ControlOutcome measured(int channel) {
        OptionalLong millivolts = lines.millivolts(channel);
        return millivolts.isEmpty()
                ? refused()
                : ControlOutcome.Done.of(
                        (int) millivolts.getAsLong(), (int) millivolts.getAsLong() >>> Byte.SIZE);
    }

    private ControlOutcome system(int command, byte[] data) {
        int magic = data.length == Integer.BYTES ? ByteBuffer.wrap(data).getInt() : 0;
        if (command == REBOOT && magic == REBOOT_MAGIC) {
            lines.reboot();
            return new ControlOutcome.Silent();
        }
        if (command == REBOOT_TO_LOADER && magic == LOADER_MAGIC) {
            lines.leave();
            return new ControlOutcome.Silent();
        }
        return refused();
    }

    private static ControlOutcome refused() {
        return new ControlOutcome.Refused(ControlOutcome.Refused.INVALID_COMMAND);
    }
}
