package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.ChipFamily;
import java.util.List;

/**
 * One board's chain, as its file has it and its user may have narrowed it.
 *
 * @param chips as many as the board has
 * @param domainEnds numbers of the chips that are last in their voltage domain
 * @param frequencyMhz to run at
 * @param voltageMillivolts the chips' supply; 0 where it cannot be set
 * @param baud one of the family's rates, raised to at the end of the bring-up
 * @param ticketZeroBits zero bits every reported hash has before the ticket mask counts: {@link
 *     TicketMask#CHIP_ZERO_BITS} for silicon, fewer for chips that hash on a CPU
 */
public record ChainSpec(
        ChipFamily family,
        int chips,
        List<Integer> domainEnds,
        double frequencyMhz,
        int voltageMillivolts,
        int baud,
        int ticketZeroBits) {

    public ChainSpec {
        domainEnds = List.copyOf(domainEnds);
        if (ticketZeroBits < 1 || ticketZeroBits > TicketMask.CHIP_ZERO_BITS) {
            throw new IllegalArgumentException("ticket-zero-bits of " + ticketZeroBits);
        }
    }
}
