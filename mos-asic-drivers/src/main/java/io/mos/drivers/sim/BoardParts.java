package io.mos.drivers.sim;

import io.mos.core.kernel.Entropy;
import io.mos.drivers.sim.part.Diode;
import io.mos.drivers.sim.part.Ds4432u;
import io.mos.drivers.sim.part.Emc2101;
import io.mos.drivers.sim.part.I2cPart;
import io.mos.drivers.sim.part.Ina260;
import io.mos.drivers.sim.part.Plant;
import io.mos.drivers.sim.part.Tmp1075;
import io.mos.drivers.sim.part.Tmp451;
import io.mos.drivers.sim.part.Tps546;
import java.util.Map;

/** The parts around a board's chips, wired together. */
sealed interface BoardParts {
    int TPS546_ADDRESS = 0x24;
    int INA260_ADDRESS = 0x40;
    int DS4432U_ADDRESS = 0x48;
    int TMP451_ADDRESS = 0x49;
    int TMP1075_ADDRESS = 0x4a;
    int SECOND_TMP1075_ADDRESS = 0x4b;
    int EMC2101_ADDRESS = 0x4c;

    /** BM13XX.md §12: the code that fits a BM1370's diode, and the one after power-up. */
    int GAMMA_IDEALITY = 0x24;

    int USUAL_IDEALITY = 0x12;

    /** BM13XX.md §12. */
    double MIDDLE_VOLTS = 1.451;

    /**
     * DS4432 with 80 kΩ at FS0 and 4.75 kΩ above the feedback: 0.997 V · 127/16/80k/127 · 4.75k.
     */
    double VOLTS_PER_CODE = 0.0037;

    /** What can be reached on the bus. */
    Map<Integer, I2cPart> onBus();

    /** What the chips are given, in volts; 0 when the supply is off. */
    double coreVolts();

    /** What the fan is driven with, 0 to 1. */
    double fanDuty();

    /** The board's power line was moved. */
    void setPowerLine(boolean high);

    /** How the chips' sensors are wired. */
    void setSensors(Diode.State state);

    /** Lets the parts look after their own limits. */
    void guard();

    static BoardParts of(BoardKind kind, Plant plant, Diode diode) {
        return switch (kind.equipment()) {
            case REGULATOR_AND_FAN -> new Regulated(plant, diode);
            case TRIMMED_REGULATOR_AND_FAN -> new Trimmed(plant, diode);
            case SENSORS -> new Sensors(plant, diode);
            case NOTHING -> new Bare(plant);
        };
    }

    /** A diode as it reads on this kind of board without supply; either is seen on real ones. */
    static Diode diode(BoardKind kind, Entropy entropy) {
        return switch (kind.equipment()) {
            case REGULATOR_AND_FAN, SENSORS, NOTHING -> new Diode(-1, entropy);
            case TRIMMED_REGULATOR_AND_FAN -> new Diode(127, entropy);
        };
    }

    /** Bitaxe Gamma. */
    final class Regulated implements BoardParts {
        private final Tps546 regulator;
        private final Emc2101 fan;
        private final Diode diode;

        Regulated(Plant plant, Diode diode) {
            this.diode = diode;
            regulator = new Tps546(plant);
            fan = new Emc2101(plant, diode, GAMMA_IDEALITY);
        }

        @Override
        public Map<Integer, I2cPart> onBus() {
            return Map.of(TPS546_ADDRESS, regulator, EMC2101_ADDRESS, fan);
        }

        @Override
        public double coreVolts() {
            return regulator.volts();
        }

        @Override
        public double fanDuty() {
            return fan.duty();
        }

        @Override
        public void setPowerLine(boolean high) {
            regulator.setPin(high);
        }

        @Override
        public void setSensors(Diode.State state) {
            diode.set(state);
        }

        @Override
        public void guard() {
            regulator.guard();
        }
    }

    /** Bitaxe Supra and Ultra. */
    final class Trimmed implements BoardParts {
        private final Ds4432u trim = new Ds4432u(MIDDLE_VOLTS, VOLTS_PER_CODE);
        private final Ina260 meter;
        private final Emc2101 fan;
        private final Diode diode;
        private boolean powered;

        Trimmed(Plant plant, Diode diode) {
            this.diode = diode;
            meter = new Ina260(plant);
            fan = new Emc2101(plant, diode, USUAL_IDEALITY);
        }

        @Override
        public Map<Integer, I2cPart> onBus() {
            return Map.of(DS4432U_ADDRESS, trim, INA260_ADDRESS, meter, EMC2101_ADDRESS, fan);
        }

        @Override
        public double coreVolts() {
            return powered ? trim.volts() : 0;
        }

        @Override
        public double fanDuty() {
            return fan.duty();
        }

        @Override
        public void setPowerLine(boolean high) {
            powered = high;
        }

        @Override
        public void setSensors(Diode.State state) {
            diode.set(state);
        }

        @Override
        public void guard() {}
    }

    /** EmberOne00. */
    final class Sensors implements BoardParts {
        private final Plant plant;
        private final Diode diode;
        private final Tmp1075 near;
        private final Tmp1075 far;
        private final Tmp451 chips;
        private boolean powered;

        Sensors(Plant plant, Diode diode) {
            this.plant = plant;
            this.diode = diode;
            near = new Tmp1075(plant::boardCelsius);
            far = new Tmp1075(plant::regulatorCelsius);
            chips = new Tmp451(plant, diode);
        }

        @Override
        public Map<Integer, I2cPart> onBus() {
            return Map.of(
                    TMP1075_ADDRESS, near, SECOND_TMP1075_ADDRESS, far, TMP451_ADDRESS, chips);
        }

        @Override
        public double coreVolts() {
            return powered ? plant.facts().millivolts() / 1_000.0 : 0;
        }

        @Override
        public double fanDuty() {
            return 0;
        }

        @Override
        public void setPowerLine(boolean high) {
            powered = high;
        }

        @Override
        public void setSensors(Diode.State state) {
            diode.set(state);
            near.set(state);
            far.set(state);
        }

        @Override
        public void guard() {}
    }

    /** Chips on a bench supply. */
    final class Bare implements BoardParts {
        private final Plant plant;

        Bare(Plant plant) {
            this.plant = plant;
        }

        @Override
        public Map<Integer, I2cPart> onBus() {
            return Map.of();
        }

        @Override
        public double coreVolts() {
            return plant.facts().millivolts() / 1_000.0;
        }

        @Override
        public double fanDuty() {
            return 0;
        }

        @Override
        public void setPowerLine(boolean high) {}

        @Override
        public void setSensors(Diode.State state) {}

        @Override
        public void guard() {}
    }
}
