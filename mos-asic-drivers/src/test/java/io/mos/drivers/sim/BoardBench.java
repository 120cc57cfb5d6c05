package io.mos.drivers.sim;

import io.mos.core.testkit.ReferenceEngine;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.kit.SeededEntropy;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A board on a bench: ports as bytes, and a clock that is moved by hand. */
final class BoardBench {
    static final int RESET_LINE = 0;
    static final int POWER_LINE = 1;
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration ANSWER_WAIT = Duration.ofMillis(30);
    private static final int BAUD = 115_200;

    final SimulatedBoard board;
    private final List<byte[]> control = new ArrayList<>();
    private final List<byte[]> data = new ArrayList<>();
    private long nanos = 1_000_000_000;
    private int id;

    BoardBench(String name, SimOptions options) {
        board = SimBoards.model(name, options, new ReferenceEngine(), new SeededEntropy(11));
    }

    static BoardBench of(String name) {
        return new BoardBench(name, SimOptions.usual().withHashesPerSecond(1_000));
    }

    long nanos() {
        return nanos;
    }

    void pass(Duration time) {
        long until = nanos + time.toNanos();
        while (nanos < until) {
            nanos = Math.min(until, nanos + STEP.toNanos());
            for (Channel channel : board.channels()) {
                List<byte[]> heard =
                        switch (channel) {
                            case CONTROL -> control;
                            case DATA -> data;
                        };
                board.deliver(channel, BAUD, nanos, heard::add);
            }
        }
    }

    /** Bytes as they are, into the control port. */
    void control(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        board.accept(Channel.CONTROL, bytes, bytes.length, BAUD, nanos);
    }

    /** What the control port has said since the last question. */
    String controlAnswer() {
        pass(ANSWER_WAIT);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        control.forEach(all::writeBytes);
        control.clear();
        return HexFormat.of().formatHex(all.toByteArray());
    }

    /** One request in one piece, and its whole answer. */
    String ask(int page, int command, String dataHex) {
        id = id + 1 & 0xff;
        int length = 6 + dataHex.length() / 2;
        control(
                "%02x%02x%02x00%02x%02x%s"
                        .formatted(length & 0xff, length >>> 8, id, page, command, dataHex));
        return controlAnswer();
    }

    void line(int number, int level) {
        ask(0x06, number, "%02x".formatted(level));
    }

    /** As v0 frames it: the data after length and id. */
    String i2cRead(int address, int register, int count) {
        String answer = ask(0x05, 0x40, "%02x%02x%02x".formatted(address, register, count));
        return answer.substring(Math.min(6, answer.length()));
    }

    void i2cWrite(int address, String hex) {
        ask(0x05, 0x20, "%02x%s".formatted(address, hex));
    }

    /** The Gamma's regulator on at 1.15 V and its chip let go. */
    void powerGamma() {
        i2cWrite(0x24, "0218");
        i2cWrite(0x24, "214d02");
        i2cWrite(0x24, "0180");
        i2cWrite(0x4c, "4d1f");
        i2cWrite(0x4c, "1724");
        fan(60);
        line(RESET_LINE, 1);
        pass(Duration.ofMillis(600));
    }

    /** Steps of 62. */
    void fan(int steps) {
        i2cWrite(0x4c, "4c%02x".formatted(steps));
    }

    /** The Gamma's chip at 525 MHz with work to do. */
    void hashGamma() {
        for (Command command :
                List.of(
                        Command.writeAll(Register.MISC_CONTROL, 0xf000_c100),
                        Command.writeAll(Register.TICKET_MASK, 0xff),
                        Command.writeAll(Register.PLL0, 0x50d2_0240),
                        Command.writeAll(Register.HASH_COUNTING_NUMBER, 0x000c_2fb7),
                        Command.writeAll(Register.VERSION_ROLLING, 0x9000_ffff))) {
            data(command.toBytes());
        }
    }

    void data(byte[] bytes) {
        board.accept(Channel.DATA, bytes.clone(), bytes.length, BAUD, nanos);
    }

    /** Frames and rubbish the data port has said since the last question. */
    List<byte[]> dataHeard() {
        pass(ANSWER_WAIT);
        List<byte[]> all = List.copyOf(data);
        data.clear();
        return all;
    }

    /** How many chips answer. */
    int chips() {
        data.clear();
        data(Command.readAll(Register.CHIP_ID).toBytes());
        pass(ANSWER_WAIT);
        return dataHeard().size();
    }

    SimStatus status() {
        return board.status(nanos);
    }

    /** The Gamma's chip by its own sensor, in °C. */
    double gammaCelsius() {
        int high = (byte) Integer.parseInt(i2cRead(0x4c, 0x01, 1), 16);
        int low = Integer.parseInt(i2cRead(0x4c, 0x10, 1), 16);
        return (high << 3 | low >>> 5) / 8.0;
    }
}
