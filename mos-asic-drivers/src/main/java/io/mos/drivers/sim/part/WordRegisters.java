package io.mos.drivers.sim.part;

/** Registers of two bytes, high byte first, named by a pointer that a read does not move. */
abstract sealed class WordRegisters implements I2cPart permits Ina260, Tmp1075 {
    private final int[] registers = new int[256];
    private int pointer;

    @Override
    public final void write(byte[] bytes) {
        if (bytes.length > 0) {
            pointer = Byte.toUnsignedInt(bytes[0]);
        }
        if (bytes.length == 3) {
            written(
                    pointer,
                    Byte.toUnsignedInt(bytes[1]) << Byte.SIZE | Byte.toUnsignedInt(bytes[2]));
        }
    }

    @Override
    public final byte[] read(int count) {
        int value = value(pointer);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i % 2 == 0 ? value >>> Byte.SIZE : value);
        }
        return bytes;
    }

    /** What stands in a register now, 16 bits. */
    int value(int register) {
        return registers[register];
    }

    /** The host wrote a register. */
    void written(int register, int value) {
        registers[register] = value;
    }

    final void set(int register, int value) {
        registers[register] = value & 0xffff;
    }
}
