package io.mos.drivers.bm13xx;

import io.mos.core.chain.VersionMask;
import java.util.List;

/**
 * What a chain is to become.
 *
 * @param chips as many as the board has
 * @param domainEnds numbers of the chips that are last in their voltage domain; none on small
 *     boards
 * @param frequencyMhz within the family's limits
 * @param versions that may be rolled; no more than bits 28..13 count
 * @param baud one of the family's rates
 */
public record BringUpRequest(
        int chips,
        List<Integer> domainEnds,
        double frequencyMhz,
        TicketMask ticketMask,
        VersionMask versions,
        int baud) {

    public BringUpRequest {
        domainEnds = List.copyOf(domainEnds);
        for (int chip : domainEnds) {
            if (chip < 0 || chip >= chips) {
                throw new IllegalArgumentException("domain end " + chip + " of " + chips);
            }
        }
    }
}
