package io.mos.drivers.sim;

import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.sim.part.PlantFacts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of simulated board. Chips and points of work are those of BM13XX.md §14, parts those of
 * §11 and §12; what they leave open is said at the value.
 *
 * @param family chips' name
 * @param chips as many as it is sold with
 * @param version of its control channel, if it has one
 */
record BoardKind(
        String name,
        String family,
        int chips,
        PlantFacts plant,
        Equipment equipment,
        Optional<ControlVersion> version) {

    private static final String CHAIN_PREFIX = "chain-";
    private static final double USB_VOLTS = 5.1;

    /** Which parts stand around the chips. */
    enum Equipment {
        /** TPS546 and EMC2101, the fan on it, the chip's diode too. */
        REGULATOR_AND_FAN,
        /** DS4432U on a plain regulator, INA260 and EMC2101. */
        TRIMMED_REGULATOR_AND_FAN,
        /** A fixed supply, TMP1075 and TMP451, wind from outside. */
        SENSORS,
        /** None: chips that are always on, and their line. */
        NOTHING
    }

    private static final List<BoardKind> BOARDS =
            List.of(
                    new BoardKind(
                            "bitaxe-gamma",
                            "BM1370",
                            1,
                            new PlantFacts(525, 1150, 17, USB_VOLTS, 6_000),
                            Equipment.REGULATOR_AND_FAN,
                            Optional.of(ControlVersion.V0)),
                    new BoardKind(
                            "bitaxe-supra",
                            "BM1368",
                            1,
                            new PlantFacts(490, 1166, 11, USB_VOLTS, 5_000),
                            Equipment.TRIMMED_REGULATOR_AND_FAN,
                            Optional.of(ControlVersion.V0)),
                    new BoardKind(
                            "bitaxe-ultra",
                            "BM1366",
                            1,
                            new PlantFacts(485, 1200, 11, USB_VOLTS, 5_000),
                            Equipment.TRIMMED_REGULATOR_AND_FAN,
                            Optional.of(ControlVersion.V0)),
                    // Voltage and power are not known: twelve chips of 0.3 V in a row, 25 J/TH.
                    new BoardKind(
                            "emberone00",
                            "BM1362",
                            12,
                            new PlantFacts(525, 3_600, 80, 12, 0),
                            Equipment.SENSORS,
                            Optional.of(ControlVersion.V1)));

    /** All boards, and a bare chain of each family. */
    static List<BoardKind> all() {
        return Stream.concat(BOARDS.stream(), ChipFamilies.all().stream().map(BoardKind::chain))
                .toList();
    }

    static Optional<BoardKind> named(String name) {
        return all().stream().filter(kind -> kind.name().equals(name)).findFirst();
    }

    /** A chain on its own line and supply, with a power that no one will measure. */
    private static BoardKind chain(ChipFamily family) {
        return new BoardKind(
                CHAIN_PREFIX + family.name().toLowerCase(Locale.ROOT),
                family.name(),
                1,
                new PlantFacts(
                        family.limits().frequencyMaxMhz(),
                        family.limits().voltageMaxMillivolts(),
                        15,
                        12,
                        0),
                Equipment.NOTHING,
                Optional.empty());
    }

    ChipFamily chipFamily() {
        return ChipFamilies.named(family).orElseThrow();
    }
}
