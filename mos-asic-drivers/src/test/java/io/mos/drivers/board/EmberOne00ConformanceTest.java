package io.mos.drivers.board;

import io.mos.drivers.kit.ChainConformance;
import java.time.Duration;

class EmberOne00ConformanceTest extends ChainConformance {
    EmberOne00ConformanceTest() {
        super("emberone00");
    }

    /** The Gamma works the whole day with the same program. */
    @Override
    protected Duration soakTime() {
        return Duration.ofHours(3);
    }
}
