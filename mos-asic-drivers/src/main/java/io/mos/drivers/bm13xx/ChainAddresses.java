package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.Addressing;
import io.mos.drivers.bm13xx.family.NonceLayout;
import java.util.OptionalInt;

/**
 * The addresses of a chain's chips, the one next to the host being number 0.
 *
 * @param chips how many there are
 */
public record ChainAddresses(Addressing addressing, int chips) {
    public ChainAddresses {
        if (chips < 1 || chips > addressing.maxChips()) {
            throw new IllegalArgumentException(
                    "a chain of " + chips + ", at most " + addressing.maxChips());
        }
    }

    /** What a chip is given, and answers with. */
    public int assigned(int chip) {
        return chip * addressing.stride(chips);
    }

    /** What a command to this chip carries. */
    public int command(int chip) {
        return assigned(chip) >>> addressing.commandShift();
    }

    /** Which chip answers with this address; none when it was given to no one. */
    public OptionalInt chipOfAnswer(int address) {
        int chip = address / addressing.stride(chips);
        return chip < chips && assigned(chip) == address
                ? OptionalInt.of(chip)
                : OptionalInt.empty();
    }

    /**
     * Which chip found a nonce: certain where the layout has an address, else the one whose slice
     * of the nonce space it lies in, provided the chips sweep equal slices.
     */
    public int chipOfNonce(NonceLayout layout, ChipNonce nonce) {
        int stride =
                switch (layout.chip()) {
                    case ADDRESS -> addressing.stride(chips);
                    case SLICE -> Addressing.ADDRESSES / chips;
                };
        return Math.min(nonce.chipField() / stride, chips - 1);
    }
}
