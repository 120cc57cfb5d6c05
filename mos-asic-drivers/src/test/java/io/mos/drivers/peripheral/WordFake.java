package io.mos.drivers.peripheral;

import java.util.HashSet;
import java.util.Set;

/** A part of 16-bit registers, the high byte first. */
public final class WordFake implements FakePart {

    private final int[] values = new int[256];
    private final Set<Integer> readOnly = new HashSet<>();

    /** Taking 5 V and nothing else (INA260 §8.6, values after a reset). */
    public static WordFake ina260() {
        WordFake fake = new WordFake();
        fake.constant(0xFE, 0x5449).constant(0xFF, 0x2270);
        fake.constant(0x01, 0).constant(0x02, 4000).constant(0x03, 0);
        return fake.set(0x00, 0x6127);
    }

    static WordFake tmp1075() {
        WordFake fake = new WordFake();
        fake.constant(0x0F, 0x7500).constant(0x00, 0x1900);
        return fake.set(0x01, 0x00FF);
    }

    public WordFake set(int register, int value) {
        values[register] = value & 0xFFFF;
        return this;
    }

    private WordFake constant(int register, int value) {
        readOnly.add(register);
        return set(register, value);
    }

    int at(int register) {
        return values[register];
    }

    @Override
    public void write(int register, byte[] data) {
        if (data.length == 2 && !readOnly.contains(register)) {
            set(register, Byte.toUnsignedInt(data[0]) << 8 | Byte.toUnsignedInt(data[1]));
        }
    }

    @Override
    public byte[] read(int register, int length) {
        byte[] answer = new byte[length];
        for (int i = 0; i < length; i++) {
            answer[i] = (byte) (i % 2 == 0 ? values[register] >> 8 : values[register]);
        }
        return answer;
    }
}
