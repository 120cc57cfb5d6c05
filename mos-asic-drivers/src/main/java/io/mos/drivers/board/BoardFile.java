package io.mos.drivers.board;

import io.mos.core.device.BoardPlan;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.util.List;
import java.util.Optional;

/**
 * One kind of board, as its file has it.
 *
 * @param plan its line and what keeps it safe
 * @param chips its chain
 * @param usb how it is recognised; empty for a board that must be named
 */
public record BoardFile(
        BoardPlan plan, Badge badge, Chips chips, Tuning tuning, Optional<UsbMatch> usb) {

    /**
     * The chain.
     *
     * @param domainEnds numbers of the chips that are last in their voltage domain
     * @param hashingBaud one of the family's rates
     * @param ticketZeroBits see {@code ChainSpec}
     */
    public record Chips(
            ChipFamily family,
            int count,
            List<Integer> domainEnds,
            int hashingBaud,
            int ticketZeroBits) {
        public Chips {
            domainEnds = List.copyOf(domainEnds);
        }
    }
}
