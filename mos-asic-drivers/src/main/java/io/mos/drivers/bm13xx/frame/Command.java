package io.mos.drivers.bm13xx.frame;

import java.nio.ByteBuffer;

/**
 * A short order to chips.
 *
 * <pre>
 * offset | size | field    | order
 *      0 |    2 | preamble | 55 AA
 *      2 |    1 | header   | 40 type, 10 broadcast, low four bits the order
 *      3 |    1 | length   | bytes after the preamble: 5 or 9
 *      4 |    1 | address  | 0 in a broadcast
 *      5 |    1 | register | 0 where there is none
 *      6 |  0/4 | value    | big-endian, in a write only
 *   last |    1 | CRC5     | over header to value
 * </pre>
 */
public sealed interface Command extends HostFrame {
    int SHORT_BYTES = 7;
    int LONG_BYTES = 11;

    /** Gives the first chip that has none yet its address; never answered. */
    record SetAddress(int address) implements Command {
        public SetAddress {
            Wire.checkByte("address", address);
        }
    }

    /** Writes a register; never answered. */
    record WriteRegister(Destination to, int register, int value) implements Command {
        public WriteRegister {
            Wire.checkByte("register", register);
        }
    }

    /** Asks for a register; every chip it reaches answers. */
    record ReadRegister(Destination to, int register) implements Command {
        public ReadRegister {
            Wire.checkByte("register", register);
        }
    }

    /** Makes every chip forget its address and hold the next {@link SetAddress} for itself. */
    record Inactive() implements Command {}

    static Command writeAll(int register, int value) {
        return new WriteRegister(Destination.all(), register, value);
    }

    static Command writeChip(int address, int register, int value) {
        return new WriteRegister(Destination.chip(address), register, value);
    }

    static Command readAll(int register) {
        return new ReadRegister(Destination.all(), register);
    }

    @Override
    default byte[] toBytes() {
        return switch (this) {
            case SetAddress(int address) -> shortFrame(Header.SET_ADDRESS, address, 0);
            case Inactive() -> shortFrame(Header.INACTIVE | Header.BROADCAST, 0, 0);
            case ReadRegister(Destination to, int register) ->
                    shortFrame(Header.READ | Header.of(to), addressOf(to), register);
            case WriteRegister(Destination to, int register, int value) ->
                    longFrame(Header.WRITE | Header.of(to), addressOf(to), register, value);
        };
    }

    /** Reads a frame that {@link HostFraming} has found whole. */
    static Command read(byte[] bytes, int at) {
        int header = Wire.unsigned(bytes, at + 2);
        int address = Wire.unsigned(bytes, at + 4);
        int register = Wire.unsigned(bytes, at + 5);
        Destination to =
                (header & Header.BROADCAST) != 0 ? Destination.all() : Destination.chip(address);
        return switch (header & ~Header.BROADCAST) {
            case Header.SET_ADDRESS -> new SetAddress(address);
            case Header.WRITE ->
                    new WriteRegister(to, register, ByteBuffer.wrap(bytes).getInt(at + 6));
            case Header.READ -> new ReadRegister(to, register);
            case Header.INACTIVE -> new Inactive();
            default -> throw new IllegalStateException("no command has header " + header);
        };
    }

    private static byte[] shortFrame(int header, int address, int register) {
        return sealed(start(SHORT_BYTES, header, address, register));
    }

    private static byte[] longFrame(int header, int address, int register, int value) {
        byte[] frame = start(LONG_BYTES, header, address, register);
        ByteBuffer.wrap(frame).putInt(6, value);
        return sealed(frame);
    }

    private static byte[] start(int sizeBytes, int header, int address, int register) {
        byte[] frame = Wire.frame(sizeBytes, Wire.HOST_PREAMBLE);
        frame[2] = (byte) header;
        frame[3] = (byte) (sizeBytes - Wire.PREAMBLE_BYTES);
        frame[4] = (byte) address;
        frame[5] = (byte) register;
        return frame;
    }

    private static byte[] sealed(byte[] frame) {
        int last = frame.length - 1;
        frame[last] = (byte) Crc5.of(frame, Wire.PREAMBLE_BYTES, last);
        return frame;
    }

    private static int addressOf(Destination to) {
        return switch (to) {
            case Destination.AllChips() -> 0;
            case Destination.OneAddress(int address) -> address;
        };
    }
}
