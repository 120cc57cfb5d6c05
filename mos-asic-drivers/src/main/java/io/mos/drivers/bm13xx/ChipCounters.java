package io.mos.drivers.bm13xx;

import io.mos.core.telemetry.Reading;
import io.mos.core.telemetry.Telemetry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What each chip of a chain has done since the board was opened. Owner: the device's thread. */
final class ChipCounters {

    private final List<Count> counts = new ArrayList<>();

    ChipCounters(int chips) {
        for (int i = 0; i < chips; i++) {
            counts.add(new Count());
        }
    }

    void proven(int chip, double expectedHashes) {
        Count count = counts.get(chip);
        count.provenHashes += expectedHashes;
        count.nonces++;
    }

    void hardwareError(int chip) {
        counts.get(chip).hardwareErrors++;
    }

    void duplicate(int chip) {
        counts.get(chip).duplicates++;
    }

    /** A damaged answer names nobody: only a chip that is alone can be blamed. */
    void badCrc(long times) {
        if (counts.size() == 1) {
            counts.getFirst().badCrc += times;
        }
    }

    List<Telemetry.Chip> snapshot(Instant now) {
        List<Telemetry.Chip> chips = new ArrayList<>();
        for (Count count : counts) {
            chips.add(
                    new Telemetry.Chip(
                            chips.size(),
                            count.provenHashes,
                            count.nonces,
                            count.hardwareErrors,
                            count.duplicates,
                            count.badCrc,
                            Reading.unknown("no sensor of its own", now)));
        }
        return chips;
    }

    private static final class Count {
        private double provenHashes;
        private long nonces;
        private long hardwareErrors;
        private long duplicates;
        private long badCrc;
    }
}
