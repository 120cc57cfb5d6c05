package io.mos.drivers.peripheral;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A TPS546D24A (SLUSF26 §7.6): two bytes low first, voltages at 2^-9 V, limits kept in its own
 * steps, targets outside of its window refused, faults latched until they are cleared.
 */
public final class FakeTps546 implements FakePart {

    private static final int EXPONENT = -9;

    private final int[] words = new int[256];
    private byte[] deviceId = HexFormat.of().parseHex("5449546d2441");
    private int mode = 0x97;
    private int latched;
    private double volts;
    private boolean stuckOff;

    public FakeTps546() {
        words[0x21] = Linear.toUlinear16(0.6, EXPONENT);
        words[0x24] = Linear.toUlinear16(1.5, EXPONENT);
        words[0x88] = Linear.toLinear11(5);
        words[0x8D] = Linear.toLinear11(40);
    }

    FakeTps546 id(String hex) {
        deviceId = HexFormat.of().parseHex(hex);
        return this;
    }

    FakeTps546 mode(int voutMode) {
        mode = voutMode;
        return this;
    }

    /** Its output will not rise. */
    public FakeTps546 stuckOff() {
        stuckOff = true;
        return this;
    }

    /** A warning: the bit is latched and the output stays. */
    void warn(int statusBit) {
        latched |= 1 << statusBit;
    }

    /** A fault: the bit is latched and the output is gone. */
    public void fault(int statusBit) {
        latched |= 1 << statusBit;
        words[0x01] = 0;
        update();
    }

    public FakeTps546 celsius(double celsius) {
        words[0x8D] = Linear.toLinear11(celsius);
        return this;
    }

    public FakeTps546 amps(double amps) {
        words[0x8C] = Linear.toLinear11(amps);
        return this;
    }

    public FakeTps546 raw(int command, int word) {
        words[command] = word;
        return this;
    }

    public boolean isOn() {
        return words[0x01] == 0x80;
    }

    public double volts() {
        return volts;
    }

    int word(int command) {
        return words[command];
    }

    @Override
    public void write(int command, byte[] data) {
        int value = 0;
        for (int i = data.length - 1; i >= 0; i--) {
            value = value << 8 | Byte.toUnsignedInt(data[i]);
        }
        switch (command) {
            case 0x03 -> latched = 0;
            case 0x20, 0x79, 0x88, 0x8B, 0x8C, 0x8D, 0xAD -> latched |= 1 << 1;
            case 0x21 -> target(value);
            case 0x35, 0x36, 0x55 -> words[command] = quarters(value);
            default -> words[command] = value;
        }
        update();
    }

    private void target(int value) {
        boolean within = value >= words[0x2B] && value <= words[0x24];
        latched |= within ? 0 : 1 << 1;
        words[0x21] = within ? value : words[0x21];
    }

    private static int quarters(int value) {
        return Linear.toLinear11(Math.round(Linear.fromLinear11(value) * 4) / 4.0);
    }

    private void update() {
        volts = isOn() && !stuckOff ? Linear.fromUlinear16(words[0x21], EXPONENT) : 0;
        words[0x8B] = Linear.toUlinear16(volts, EXPONENT);
    }

    @Override
    public byte[] read(int command, int length) {
        return switch (command) {
            case 0x20 -> new byte[] {(byte) mode};
            case 0xAD -> block(length);
            case 0x79 -> bytes(latched | (isOn() ? 0 : 1 << 6), length);
            default -> bytes(words[command], length);
        };
    }

    private byte[] block(int length) {
        byte[] all = new byte[Math.max(length, 1 + deviceId.length)];
        Arrays.fill(all, (byte) 0xFF);
        all[0] = (byte) deviceId.length;
        System.arraycopy(deviceId, 0, all, 1, deviceId.length);
        return Arrays.copyOf(all, length);
    }

    private static byte[] bytes(int value, int length) {
        byte[] answer = new byte[length];
        for (int i = 0; i < length; i++) {
            answer[i] = (byte) (value >>> (8 * i));
        }
        return answer;
    }
}
