package io.mos.drivers.bm13xx.frame;

/** Whom a register command is for. */
public sealed interface Destination {

    /** Every chip of the chain at once. */
    static Destination all() {
        return new AllChips();
    }

    /** The chips that hold this address. */
    static Destination chip(int address) {
        return new OneAddress(address);
    }

    /** Whether a chip with this address has to obey. */
    default boolean reaches(int address) {
        return switch (this) {
            case AllChips() -> true;
            case OneAddress(int wanted) -> wanted == address;
        };
    }

    /** Broadcast. */
    record AllChips() implements Destination {}

    /**
     * One address, as set by {@link Command.SetAddress}; all chips hold 0 before.
     *
     * @param address 0..255
     */
    record OneAddress(int address) implements Destination {
        public OneAddress {
            Wire.checkByte("address", address);
        }
    }
}
