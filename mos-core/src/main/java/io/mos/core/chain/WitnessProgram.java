package io.mos.core.chain;

import java.util.Optional;

/**
 * A witness version and its program: the content of a segwit address and of its script (BIP141).
 */
record WitnessProgram(int version, ByteString program) {
    static final int MAX_VERSION = 16;

    private static final int MIN_BYTES = 2;
    private static final int MAX_BYTES = 40;
    private static final int KEY_HASH_BYTES = 20;
    private static final int SCRIPT_HASH_BYTES = 32;
    private static final int TAPROOT_BYTES = 32;
    private static final int OP_1 = 0x51;

    WitnessProgram {
        int size = program.sizeBytes();
        if (version < 0 || version > MAX_VERSION) {
            throw new AddressException("witness version %d; 16 is the last".formatted(version));
        }
        if (size < MIN_BYTES || size > MAX_BYTES) {
            throw new AddressException(
                    "wrong length: a witness program of %d bytes".formatted(size));
        }
        if (version == 0 && size != KEY_HASH_BYTES && size != SCRIPT_HASH_BYTES) {
            throw new AddressException(
                    "wrong length: %d bytes where witness version 0 has 20 or 32".formatted(size));
        }
    }

    /** What an output script pays to, when that is a witness program. */
    static Optional<WitnessProgram> in(ByteString script) {
        int size = script.sizeBytes() - 2;
        if (size < MIN_BYTES || size > MAX_BYTES || script.unsignedAt(1) != size) {
            return Optional.empty();
        }
        int opcode = script.unsignedAt(0);
        int version = opcode == 0 ? 0 : opcode - OP_1 + 1;
        boolean isVersion = opcode == 0 || (version >= 1 && version <= MAX_VERSION);
        boolean hasSize = version != 0 || size == KEY_HASH_BYTES || size == SCRIPT_HASH_BYTES;
        return isVersion && hasSize
                ? Optional.of(new WitnessProgram(version, script.slice(2, script.sizeBytes())))
                : Optional.empty();
    }

    ByteString script() {
        int opcode = version == 0 ? 0 : OP_1 - 1 + version;
        return ByteString.concat(ByteString.of((byte) opcode, (byte) program.sizeBytes()), program);
    }

    AddressType type() {
        if (version == 0) {
            return program.sizeBytes() == KEY_HASH_BYTES ? AddressType.P2WPKH : AddressType.P2WSH;
        }
        return version == 1 && program.sizeBytes() == TAPROOT_BYTES
                ? AddressType.P2TR
                : AddressType.UNDEFINED_WITNESS;
    }
}
