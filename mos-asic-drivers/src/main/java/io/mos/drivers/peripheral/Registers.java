package io.mos.drivers.peripheral;

import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A part's registers, with what is wrong said in the part's name.
 *
 * @param part its type, for messages
 */
record Registers(String part, I2cBus bus, int address) {

    /** Manufacturer of the EMC parts (EMC2101 §6.25: FEh). */
    private static final int MICROCHIP = 0x5D;

    private static final int EMC_PRODUCT = 0xFD;
    private static final int EMC_MANUFACTURER = 0xFE;

    int byteAt(int register) throws IOException {
        return Byte.toUnsignedInt(read(register, 1)[0]);
    }

    /** Two bytes, the high one first. */
    int wordAt(int register) throws IOException {
        byte[] bytes = read(register, 2);
        return Byte.toUnsignedInt(bytes[0]) << 8 | Byte.toUnsignedInt(bytes[1]);
    }

    /** Two bytes, the low one first, as SMBus has it. */
    int littleWordAt(int register) throws IOException {
        return Short.toUnsignedInt(Short.reverseBytes((short) wordAt(register)));
    }

    /** An SMBus block: a length byte and so many bytes, at most {@code maxBytes}. */
    byte[] blockAt(int register, int maxBytes) throws IOException {
        byte[] bytes = read(register, 1 + maxBytes);
        int length = Byte.toUnsignedInt(bytes[0]);
        if (length == 0 || length > maxBytes) {
            throw wrong(register, "a block of %d bytes, not 1 to %d".formatted(length, maxBytes));
        }
        return Arrays.copyOfRange(bytes, 1, 1 + length);
    }

    void put(int register, int value) throws IOException {
        bus.write(address, register, (byte) value);
    }

    void putWord(int register, int value) throws IOException {
        bus.write(address, register, (byte) (value >>> 8), (byte) value);
    }

    void putLittleWord(int register, int value) throws IOException {
        bus.write(address, register, (byte) value, (byte) (value >>> 8));
    }

    void command(int register) throws IOException {
        bus.write(address, register);
    }

    /** Writes a byte and makes sure that it stands there. */
    void keep(int register, int value) throws IOException {
        put(register, value);
        int kept = byteAt(register);
        if (kept != value) {
            throw wrong(register, "%02x was written and %02x kept".formatted(value, kept));
        }
    }

    /** Makes sure that it is an EMC part of one of these products. */
    void requireEmc(List<Integer> products) throws IOException {
        int manufacturer = byteAt(EMC_MANUFACTURER);
        if (manufacturer != MICROCHIP) {
            throw wrong(EMC_MANUFACTURER, "manufacturer %02x, not 5d".formatted(manufacturer));
        }
        int product = byteAt(EMC_PRODUCT);
        if (!products.contains(product)) {
            throw wrong(EMC_PRODUCT, "product %02x is another part".formatted(product));
        }
    }

    /** What a part said that it should not have. */
    IOException wrong(int register, String what) {
        return new IOException(
                "%s at %02x, register %02x: %s".formatted(part, address, register, what));
    }

    private byte[] read(int register, int length) throws IOException {
        byte[] bytes = bus.read(address, register, length);
        if (bytes.length != length) {
            throw wrong(
                    register,
                    "%d bytes instead of %d: %s"
                            .formatted(bytes.length, length, HexFormat.of().formatHex(bytes)));
        }
        return bytes;
    }
}
