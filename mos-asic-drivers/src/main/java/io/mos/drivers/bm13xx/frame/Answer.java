package io.mos.drivers.bm13xx.frame;

import java.nio.ByteBuffer;

/**
 * Anything a chip sends up a chain.
 *
 * <pre>
 * offset | size | nonce answer          | register answer
 *      0 |    2 | preamble AA 55        | preamble AA 55
 *      2 |    4 | nonce, little-endian  | value, big-endian
 *      6 |    1 | excess or midstate    | chip address
 *      7 |    1 | job byte              | register
 *      8 |  0/2 | version, big-endian   | unknown
 *   last |    1 | type 4, CRC5          | type 0, CRC5
 * </pre>
 */
public sealed interface Answer {
    int TYPE_REGISTER = 0;
    int TYPE_NONCE = 4;

    AnswerSize size();

    /**
     * A hash that passed the ticket mask.
     *
     * @param nonce as in the header
     * @param excess full-header chips: half bits by which the hash exceeds the mask, rounded;
     *     BM1397: a midstate number (BM13XX.md §9)
     * @param jobByte job and sub-core, or job and midstate, as the family has it
     * @param versionField rolled bits 28..13 of the version; 0 in a short answer
     */
    record Nonce(int nonce, int excess, int jobByte, int versionField, AnswerSize size)
            implements Answer {
        public Nonce {
            Wire.checkByte("excess", excess);
            Wire.checkByte("job byte", jobByte);
            checkTrailer(versionField, size);
        }
    }

    /**
     * What stands in a register.
     *
     * @param address as the chip was given it
     * @param trailer two more bytes of the long form, of unknown meaning; 0 in a short answer
     */
    record RegisterValue(int value, int address, int register, int trailer, AnswerSize size)
            implements Answer {
        public RegisterValue {
            Wire.checkByte("address", address);
            Wire.checkByte("register", register);
            checkTrailer(trailer, size);
        }
    }

    /** The whole frame, preamble and CRC included. */
    default byte[] toBytes() {
        return switch (this) {
            case Nonce(int nonce, int excess, int jobByte, int version, AnswerSize size) -> {
                byte[] frame = start(size, Integer.reverseBytes(nonce), excess, jobByte);
                yield sealed(frame, version, TYPE_NONCE);
            }
            case RegisterValue(int value, int address, int register, int trailer, var size) ->
                    sealed(start(size, value, address, register), trailer, TYPE_REGISTER);
        };
    }

    /** Reads a frame that {@link AnswerFraming} has found whole. */
    static Answer read(byte[] bytes, int at, AnswerSize size) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int word = in.getInt(at + 2);
        int sixth = Wire.unsigned(bytes, at + 6);
        int seventh = Wire.unsigned(bytes, at + 7);
        int trailer =
                switch (size) {
                    case SHORT -> 0;
                    case LONG -> Short.toUnsignedInt(in.getShort(at + 8));
                };
        return typeOf(bytes, at, size) == TYPE_NONCE
                ? new Nonce(Integer.reverseBytes(word), sixth, seventh, trailer, size)
                : new RegisterValue(word, sixth, seventh, trailer, size);
    }

    static int typeOf(byte[] bytes, int at, AnswerSize size) {
        return Wire.unsigned(bytes, at + size.bytes() - 1) >>> 5;
    }

    private static byte[] start(AnswerSize size, int word, int sixth, int seventh) {
        byte[] frame = Wire.frame(size.bytes(), Wire.CHIP_PREAMBLE);
        ByteBuffer.wrap(frame).putInt(2, word);
        frame[6] = (byte) sixth;
        frame[7] = (byte) seventh;
        return frame;
    }

    private static byte[] sealed(byte[] frame, int trailer, int type) {
        int last = frame.length - 1;
        if (last > 8) {
            ByteBuffer.wrap(frame).putShort(8, (short) trailer);
        }
        int crc = Crc5.withType(frame, Wire.PREAMBLE_BYTES, last, type);
        frame[last] = (byte) (type << 5 | crc);
        return frame;
    }

    private static void checkTrailer(int trailer, AnswerSize size) {
        int max =
                switch (size) {
                    case SHORT -> 0;
                    case LONG -> 0xffff;
                };
        if (trailer < 0 || trailer > max) {
            throw new IllegalArgumentException("trailer of a " + size + " answer: " + trailer);
        }
    }
}
