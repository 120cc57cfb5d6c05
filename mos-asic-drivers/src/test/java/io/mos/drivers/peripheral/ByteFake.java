package io.mos.drivers.peripheral;

import java.util.HashSet;
import java.util.Set;

/**
 * A part of byte registers. Of a value in two registers, reading the first holds the second still.
 */
public final class ByteFake implements FakePart {

    private static final int REGISTERS = 256;

    private final int[] values = new int[REGISTERS];
    private final int[] held = new int[REGISTERS];
    private final Set<Integer> readOnly = new HashSet<>();
    private final int[] holds = new int[REGISTERS];
    private final int[] writesTo = new int[REGISTERS];

    private ByteFake() {
        for (int i = 0; i < REGISTERS; i++) {
            holds[i] = -1;
            held[i] = -1;
            writesTo[i] = i;
        }
    }

    /** At 25 °C with a diode and a standing fan (EMC2101 §6, values after a reset). */
    public static ByteFake emc2101() {
        ByteFake fake = new ByteFake();
        fake.constant(0xFE, 0x5D).constant(0xFD, 0x16);
        fake.set(0x17, 0x12).set(0x18, 0x08).set(0x4A, 0x20).set(0x4D, 0x17);
        fake.holding(0x01, 0x10).holding(0x46, 0x47);
        return fake.diode(25).tachometer(0xFFFF);
    }

    static ByteFake emc2103() {
        ByteFake fake = new ByteFake();
        fake.constant(0xFE, 0x5D).constant(0xFD, 0x26).set(0x42, 0x2B);
        return fake.holding(0x02, 0x03).holding(0x4E, 0x4F);
    }

    static ByteFake emc2302() {
        ByteFake fake = new ByteFake();
        fake.constant(0xFE, 0x5D).constant(0xFD, 0x36).set(0x32, 0x2B).set(0x42, 0x2B);
        return fake.holding(0x3E, 0x3F).holding(0x4E, 0x4F);
    }

    static ByteFake tmp451() {
        ByteFake fake = new ByteFake();
        fake.constant(0xFE, 0x55);
        fake.writesTo[0x09] = 0x03;
        fake.readOnly.add(0x03);
        return fake.holding(0x01, 0x10);
    }

    public static ByteFake ds4432u() {
        return new ByteFake();
    }

    public ByteFake set(int register, int value) {
        values[register] = value & 0xFF;
        return this;
    }

    public int at(int register) {
        return values[register];
    }

    ByteFake constant(int register, int value) {
        readOnly.add(register);
        return set(register, value);
    }

    /** The EMC2101's external diode, in eighths of a degree. */
    public ByteFake diode(double celsius) {
        int raw = (int) Math.round(celsius * 8) << 5;
        return set(0x01, raw >> 8).set(0x10, raw);
    }

    /** The EMC2101's count between turns. */
    public ByteFake tachometer(int count) {
        return set(0x46, count).set(0x47, count >> 8);
    }

    private ByteFake holding(int first, int second) {
        holds[first] = second;
        return this;
    }

    @Override
    public void write(int register, byte[] data) {
        int to = writesTo[register];
        if (data.length == 1 && (to != register || !readOnly.contains(register))) {
            set(to, data[0]);
        }
    }

    @Override
    public byte[] read(int register, int length) {
        byte[] answer = new byte[length];
        for (int i = 0; i < length; i++) {
            answer[i] = (byte) one(register + i & 0xFF);
        }
        return answer;
    }

    private int one(int register) {
        if (holds[register] >= 0) {
            held[holds[register]] = values[holds[register]];
        }
        int value = held[register] >= 0 ? held[register] : values[register];
        held[register] = -1;
        return value;
    }
}
