package io.mos.drivers.board;

import io.mos.drivers.kit.ChainConformance;
import io.mos.drivers.sim.SimOptions;

/** A chain that a user wired to a UART himself, with a board file of his own. */
class RawChainConformanceTest extends ChainConformance {
    RawChainConformanceTest() {
        super(
                "src/test/resources/boards/chain-of-two.json",
                "chain-bm1366",
                SimOptions.usual().withChips(2));
    }
}
