package io.mos.drivers.sim.part;

/**
 * Heat, fan and supply of a board in time: two bodies, die and heat sink, a regulator that follows
 * what it delivers, and a fan that takes its time. Figures are those of small boards with a point
 * of work between 50 and 70 °C at half duty; without a fan such a board passes 80 °C within some
 * minutes. Owner: the board.
 */
public final class Plant {
    /** Power a sink of the size this is scaled from carries. */
    private static final double SCALE_WATTS = 18;

    private static final double STILL_KELVIN_PER_WATT = 6;
    private static final double FANNED_KELVIN_PER_WATT = 0.9;
    private static final double SINK_JOULES_PER_KELVIN = 60;
    private static final double DIE_KELVIN_PER_WATT = 0.5;
    private static final double DIE_JOULES_PER_KELVIN = 2;

    /** Of a sink that hangs by one screw: some ten seconds from the point of work to 100 °C. */
    private static final double LOOSE_KELVIN_PER_WATT = 3.5;

    private static final double LEAK_PART = 0.15;
    private static final double LEAK_PER_KELVIN = 0.01;
    private static final double LEAK_CELSIUS = 60;
    private static final double IDLE_CLOCK_PART = 0.3;
    private static final double REGULATOR_LOSS = 0.12;
    private static final double REGULATOR_KELVIN = 20;
    private static final double BOARD_WATTS = 1;
    private static final double FAN_WATTS = 2;
    private static final double REGULATOR_SECONDS = 15;
    private static final double BOARD_SECONDS = 8;

    /** The board's sensor sits beside the chip; drivers add some 5 K to it (BM13XX.md §12). */
    private static final double BOARD_PART = 0.85;

    private static final double FAN_SECONDS = 0.7;
    private static final double FAN_STARTS_AT = 0.05;

    /** Beyond it a die stops for good until it is without supply. */
    private static final double DEAD_CELSIUS = 125;

    private static final double STEP_SECONDS = 0.02;

    private final PlantFacts facts;
    private double ambientCelsius;
    private double coreVolts;
    private double megahertz;
    private double hashing;
    private double fanDuty;
    private boolean fanStuck;
    private boolean sinkLoose;

    private double dieCelsius;
    private double sinkCelsius;
    private double regulatorCelsius;
    private double boardCelsius;
    private double fanRpm;
    private double coreWatts;
    private boolean dead;

    public Plant(PlantFacts facts, double ambientCelsius) {
        this.facts = facts;
        this.ambientCelsius = ambientCelsius;
        dieCelsius = ambientCelsius;
        sinkCelsius = ambientCelsius;
        regulatorCelsius = ambientCelsius;
        boardCelsius = ambientCelsius;
    }

    public PlantFacts facts() {
        return facts;
    }

    public void setAmbient(double celsius) {
        ambientCelsius = celsius;
    }

    /** What the regulator delivers now; 0 when it is off. */
    public void setCore(double volts) {
        coreVolts = volts;
        dead &= volts > 0;
    }

    /**
     * What the chips do now.
     *
     * @param clockMegahertz 0 without a clock
     * @param hashingPart of them, 0 to 1
     */
    public void setLoad(double clockMegahertz, double hashingPart) {
        megahertz = clockMegahertz;
        hashing = hashingPart;
    }

    /** 0 to 1. */
    public void setFan(double duty) {
        fanDuty = Math.clamp(duty, 0, 1);
    }

    /** Whether the fan's blade is held. */
    public void setFanStuck(boolean stuck) {
        fanStuck = stuck;
    }

    /** Whether the heat sink has come loose. */
    public void setSinkLoose(boolean loose) {
        sinkLoose = loose;
    }

    /** Lets time pass. */
    public void advance(double seconds) {
        double left = seconds;
        while (left > 0) {
            double step = Math.min(left, STEP_SECONDS);
            advanceStep(step);
            left -= step;
        }
    }

    public double dieCelsius() {
        return dieCelsius;
    }

    public double regulatorCelsius() {
        return regulatorCelsius;
    }

    public double boardCelsius() {
        return boardCelsius;
    }

    public double fanRpm() {
        return fanRpm;
    }

    public double coreVolts() {
        return coreVolts;
    }

    public double coreAmps() {
        return coreVolts > 0 ? coreWatts / coreVolts : 0;
    }

    public double inputWatts() {
        return coreWatts * (1 + REGULATOR_LOSS) + BOARD_WATTS + FAN_WATTS * fanPart();
    }

    /** A little less under load. */
    public double inputVolts() {
        return facts.inputVolts() * (1 - 0.01 * inputWatts() / facts.watts());
    }

    public double inputAmps() {
        return inputWatts() / inputVolts();
    }

    /** Whether the chips have died of heat, until their supply is taken away. */
    public boolean isDead() {
        return dead;
    }

    /**
     * Which part of the hashes goes wrong: little at the point of work, more and more as the clock
     * nears what voltage and temperature allow.
     */
    public double wrongHashes() {
        double voltage = coreVolts * 1_000 / facts.millivolts() - 1;
        double heat = 0.002 * (dieCelsius - LEAK_CELSIUS);
        double limit = facts.megahertz() * 1.12 * (1 + 1.1 * voltage) * (1 - heat);
        double wrong = limit <= 0 ? 1 : 0.0005 * Math.exp(60 * (megahertz / limit - 0.9));
        return Math.clamp(wrong, 0, 1);
    }

    private void advanceStep(double seconds) {
        double wanted = fanStuck || fanDuty < FAN_STARTS_AT ? 0 : fanDuty * facts.fanRpm();
        fanRpm += (wanted - fanRpm) * Math.min(1, seconds / FAN_SECONDS);
        coreWatts = chipWatts();
        double size = facts.watts() / SCALE_WATTS;
        double across = sinkLoose ? LOOSE_KELVIN_PER_WATT : DIE_KELVIN_PER_WATT;
        double toSink = (dieCelsius - sinkCelsius) / across * size;
        double toAir = (sinkCelsius - ambientCelsius) * (coolingPerKelvin() * size);
        dieCelsius += (coreWatts - toSink) * seconds / (DIE_JOULES_PER_KELVIN * size);
        sinkCelsius += (toSink - toAir) * seconds / (SINK_JOULES_PER_KELVIN * size);
        double warmed = ambientCelsius + (sinkCelsius - ambientCelsius) / 2;
        double regulator = warmed + REGULATOR_KELVIN * coreWatts / facts.watts();
        regulatorCelsius += (regulator - regulatorCelsius) * seconds / REGULATOR_SECONDS;
        double board = ambientCelsius + BOARD_PART * (dieCelsius - ambientCelsius);
        boardCelsius += (board - boardCelsius) * seconds / BOARD_SECONDS;
        dead |= dieCelsius > DEAD_CELSIUS;
    }

    private double chipWatts() {
        double voltage = coreVolts * 1_000 / facts.millivolts();
        double busy = IDLE_CLOCK_PART + (1 - IDLE_CLOCK_PART) * hashing;
        double clocked = dead ? 0 : megahertz / facts.megahertz() * busy;
        // Bounded, or a die without a sink would leave the numbers before it dies.
        double leak = Math.exp(LEAK_PER_KELVIN * Math.min(dieCelsius - LEAK_CELSIUS, 100));
        return facts.watts() * voltage * voltage * ((1 - LEAK_PART) * clocked + LEAK_PART * leak);
    }

    private double coolingPerKelvin() {
        double still = 1 / STILL_KELVIN_PER_WATT;
        double fanned = 1 / FANNED_KELVIN_PER_WATT;
        return still + (fanned - still) * fanPart();
    }

    /** A board without a fan of its own stands in somebody else's wind. */
    private double fanPart() {
        return facts.fanRpm() > 0 ? fanRpm / facts.fanRpm() : 0.6;
    }
}
