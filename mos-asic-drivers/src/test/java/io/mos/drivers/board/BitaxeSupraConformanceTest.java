package io.mos.drivers.board;

import io.mos.drivers.kit.ChainConformance;
import java.time.Duration;

class BitaxeSupraConformanceTest extends ChainConformance {
    BitaxeSupraConformanceTest() {
        super("bitaxe-supra");
    }

    /** The Gamma works the whole day with the same program. */
    @Override
    protected Duration soakTime() {
        return Duration.ofHours(3);
    }
}
