package io.mos.drivers.sim.part;

import java.util.Arrays;

/** Registers of one byte, named by a pointer that a read does not move. */
abstract sealed class ByteRegisters implements I2cPart permits Emc2101, Ds4432u, Tmp451 {
    private final int[] registers = new int[256];
    private int pointer;

    @Override
    public final void write(byte[] bytes) {
        if (bytes.length == 0) {
            return;
        }
        pointer = Byte.toUnsignedInt(bytes[0]);
        for (int i = 1; i < bytes.length; i++) {
            written(pointer + i - 1 & 0xff, Byte.toUnsignedInt(bytes[i]));
        }
    }

    @Override
    public final byte[] read(int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value(pointer));
        return bytes;
    }

    /** What stands in a register now. */
    int value(int register) {
        return registers[register];
    }

    /** The host wrote a register. */
    void written(int register, int value) {
        registers[register] = value;
    }

    final void set(int register, int value) {
        registers[register] = value & 0xff;
    }

    final int get(int register) {
        return registers[register];
    }
}
