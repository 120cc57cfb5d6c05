package io.mos.drivers.control;

import io.mos.core.chain.ByteString;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.peripheral.AdcInputs;
import io.mos.drivers.peripheral.GpioLines;
import io.mos.drivers.peripheral.I2cBus;
import io.mos.drivers.peripheral.StatusLight;
import io.mos.drivers.serial.SerialLink;
import java.io.IOException;
import java.time.Duration;

/**
 * A board's bus, lines, inputs and light over bitaxe-raw's control channel: one request at a time,
 * each in one write, since the firmware drops one that pauses and parses one at a time.
 *
 * <p>Every exchange has a time limit. Firmwares answer within some milliseconds; the second a v0
 * decoder needs to see a failure is not needed here, because {@link AnswerReader} knows how long
 * the answer must be. An exchange that timed out may still be answered: what is there before the
 * next request is dropped, and what comes after it carries another id.
 *
 * <p>Owner: one thread; {@link #close} comes from any.
 */
public final class ControlChannel
        implements I2cBus, GpioLines, AdcInputs, StatusLight, AutoCloseable {

    /** For whoever has time (BM13XX.md §11); the guardian has less. */
    public static final Duration USUAL_LIMIT = Duration.ofSeconds(1);

    /** Of data, where a firmware's answer to a write is not known. */
    private static final int ANY = -1;

    private final ControlExchange exchange;
    private final TimeSource time;
    private final ControlVersion version;
    private Duration each = USUAL_LIMIT;
    private long allUntilNanos;
    private boolean isLimited;

    /** Over a link whose firmware's version is known. */
    public ControlChannel(SerialLink link, TimeSource time, ControlVersion version) {
        this(new ControlExchange(link, time), time, version);
    }

    private ControlChannel(ControlExchange exchange, TimeSource time, ControlVersion version) {
        this.exchange = exchange;
        this.time = time;
        this.version = version;
    }

    /**
     * Asks the firmware which version it speaks, by reading a line that every board has, and hands
     * out the channel. The link stays the caller's when this fails.
     *
     * @throws IOException when nobody answers, or in no way we know
     */
    public static ControlChannel open(SerialLink link, TimeSource time) throws IOException {
        ControlExchange exchange = new ControlExchange(link, time);
        return new ControlChannel(exchange, time, exchange.askVersion(USUAL_LIMIT));
    }

    public ControlVersion version() {
        return version;
    }

    /**
     * Limits what follows, until the next call: each exchange, and all of them together. Without
     * time left an exchange fails at once.
     */
    public void limit(Duration each, Duration all) {
        this.each = each;
        allUntilNanos = time.nanos() + all.toNanos();
        isLimited = true;
    }

    @Override
    public void write(int address, int register, byte... data) throws IOException {
        byte[] sent = new byte[2 + data.length];
        sent[0] = (byte) address;
        sent[1] = (byte) register;
        System.arraycopy(data, 0, sent, 2, data.length);
        exchange(ControlPage.I2C, ControlRequest.I2C_WRITE, ANY, at(address, register), sent);
    }

    @Override
    public byte[] read(int address, int register, int length) throws IOException {
        if (length < 1 || length > ControlAnswer.MAX_DATA_BYTES) {
            throw new IllegalArgumentException("a read of " + length + " bytes");
        }
        return exchange(
                        ControlPage.I2C,
                        ControlRequest.I2C_WRITE_READ,
                        length,
                        at(address, register),
                        (byte) address,
                        (byte) register,
                        (byte) length)
                .toBytes();
    }

    @Override
    public void set(int line, Level level) throws IOException {
        byte value = (byte) (level == Level.HIGH ? 1 : 0);
        exchange(ControlPage.GPIO, line, ANY, "line " + line, value);
    }

    @Override
    public Level level(int line) throws IOException {
        int value = exchange(ControlPage.GPIO, line, 1, "line " + line).unsignedAt(0);
        return switch (value) {
            case 0 -> Level.LOW;
            case 1 -> Level.HIGH;
            default -> throw new IOException("line " + line + " stands at " + value);
        };
    }

    @Override
    public int read(int input) throws IOException {
        ByteString value = exchange(ControlPage.ADC, input, 2, "input %02x".formatted(input));
        return value.unsignedAt(0) | value.unsignedAt(1) << Byte.SIZE;
    }

    @Override
    public void show(int red, int green, int blue) throws IOException {
        exchange(
                ControlPage.LED,
                ControlRequest.LED_COLOUR,
                ANY,
                "light",
                (byte) red,
                (byte) green,
                (byte) blue);
    }

    /** Gives the link up; idempotent. */
    @Override
    public void close() {
        exchange.close();
    }

    private ByteString exchange(
            ControlPage page, int command, int expected, String what, byte... data)
            throws IOException {
        Duration within = each;
        if (isLimited) {
            Duration left = Duration.ofNanos(allUntilNanos - time.nanos());
            within = left.compareTo(each) < 0 ? left : each;
        }
        if (within.isNegative() || within.isZero()) {
            throw new IOException(what + ": no time left for the bus");
        }
        ControlAnswer answer;
        try {
            answer = exchange.ask(version, page, command, ByteString.of(data), expected, within);
        } catch (IOException e) {
            throw new IOException(what + ": " + e.getMessage(), e);
        }
        return switch (answer) {
            case ControlAnswer.Data(int _, ByteString bytes) -> bytes;
            case ControlAnswer.Refused refused ->
                    throw new IOException(what + ": " + refused.text());
        };
    }

    private static String at(int address, int register) {
        return "address %02x, register %02x".formatted(address, register);
    }
}
