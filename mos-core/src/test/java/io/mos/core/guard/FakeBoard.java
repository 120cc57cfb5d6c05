package io.mos.core.guard;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.FanPlan;
import io.mos.core.device.ProtectionPlan.Limits;
import io.mos.core.device.ProtectionPlan.PartPlan;
import io.mos.core.device.ProtectionPlan.Place;
import io.mos.core.device.ProtectionPlan.SensorPlan;
import io.mos.core.device.ProtectionPlan.Tachometer;
import io.mos.core.guard.BoardSample.Temperature;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** A board of two sensors and a fan whose every call takes as long as a test says. */
final class FakeBoard implements ProtectedBoard {

    static final SensorPlan CHIP = sensor("chip", Place.CHIP);
    static final SensorPlan REGULATOR = sensor("regulator", Place.REGULATOR);
    static final double LIMIT = 75;
    static final ProtectionPlan PLAN =
            new ProtectionPlan(
                    new CutOff.ControlLines(0, List.of(1)),
                    new Limits(LIMIT, 105, 625, 1_000, 1_250, 40, Duration.ofSeconds(5)),
                    List.of(CHIP, REGULATOR),
                    Optional.of(part("regulator")),
                    Optional.of(new FanPlan(part("fan"), 20, Tachometer.PRESENT)));

    private final VirtualTime time;
    private final ProtectionPlan plan;

    Duration sampleTakes = Duration.ofMillis(60);
    Duration actionTakes = Duration.ofMillis(5);
    Duration powerTakes = Duration.ofMillis(100);
    boolean isHung;
    int failingCuts;
    int failingFans;
    int failingPrepares;
    String defect = "";

    Supplier<Reading<Double>> chip = () -> now(60 + wobble());
    Supplier<Reading<Double>> regulator = () -> now(70 + wobble());
    Supplier<Reading<Double>> rpm = () -> now(4_000);
    Supplier<Reading<Double>> watts = () -> now(isHashing() ? 20 : 2);
    Supplier<Reading<Double>> core = () -> now(isOn() ? millivolts() : 0);

    private boolean isOn;
    private boolean isReleased;
    private int millivolts;
    private int fan = -1;
    private int prepared;
    private int cuts;
    private long offNanos;
    private boolean isClosed;

    FakeBoard(VirtualTime time) {
        this(time, PLAN);
    }

    FakeBoard(VirtualTime time, ProtectionPlan plan) {
        this.time = time;
        this.plan = plan;
    }

    static SensorPlan sensor(String name, Place place) {
        return new SensorPlan(name, place, part("thermometer"));
    }

    static PartPlan part(String kind) {
        return new PartPlan(kind, OptionalInt.empty(), Map.of());
    }

    Reading<Double> now(double value) {
        return Reading.of(value, time.now(), "fake");
    }

    Reading<Double> error(String why) {
        return Reading.unknown(why, time.now());
    }

    /** No living sensor says the same for a minute. */
    double wobble() {
        return time.nanos() / 1_000_000_000L % 3 * 0.125;
    }

    /** Both sensors at once, for a board that stands in a room. */
    void temperature(DoubleSupplier celsius) {
        chip = () -> now(celsius.getAsDouble());
        regulator = () -> now(celsius.getAsDouble());
    }

    /** Every call takes the longest that is promised. */
    void slowest() {
        sampleTakes = SAMPLE_LIMIT;
        actionTakes = ACTION_LIMIT;
        powerTakes = POWER_ON_LIMIT;
    }

    boolean isHashing() {
        return isOn && isReleased;
    }

    boolean isOn() {
        return isOn;
    }

    /** When hash power went away last. */
    long offNanos() {
        return offNanos;
    }

    boolean isClosed() {
        return isClosed;
    }

    int millivolts() {
        return millivolts;
    }

    int fan() {
        return fan;
    }

    int prepared() {
        return prepared;
    }

    int cuts() {
        return cuts;
    }

    @Override
    public ProtectionPlan plan() {
        return plan;
    }

    @Override
    public void prepare() throws IOException {
        act(powerTakes);
        if (failingPrepares > 0) {
            failingPrepares--;
            throw new IOException("regulator: no answer");
        }
        isOn = false;
        isReleased = false;
        prepared++;
    }

    /** Each sensor is read when its part of the time is over. */
    @Override
    public BoardSample sample() {
        if (!defect.isEmpty()) {
            throw new IllegalStateException(defect);
        }
        Duration third = (isHung ? SAMPLE_LIMIT : sampleTakes).dividedBy(3);
        Reading<Double> chipRead = isHung ? error("time-out") : chip.get();
        time.advance(third);
        Reading<Double> regulatorRead = isHung ? error("time-out") : regulator.get();
        time.advance(third);
        Reading<Double> rpmRead = isHung ? error("time-out") : rpm.get();
        time.advance(third);
        return new BoardSample(
                List.of(new Temperature(CHIP, chipRead), new Temperature(REGULATOR, regulatorRead)),
                Optional.of(rpmRead),
                Optional.of(isHung ? error("time-out") : watts.get()),
                Optional.empty(),
                Optional.of(isHung ? error("time-out") : core.get()));
    }

    @Override
    public void powerOn(int voltageMillivolts) throws IOException {
        act(powerTakes);
        isOn = true;
        isReleased = false;
        millivolts = voltageMillivolts;
    }

    @Override
    public void setVoltage(int voltageMillivolts) throws IOException {
        act(actionTakes);
        millivolts = voltageMillivolts;
    }

    @Override
    public void reset(ResetLine line) throws IOException {
        act(actionTakes);
        isReleased = line == ResetLine.RELEASED;
    }

    @Override
    public void cut() throws IOException {
        cuts++;
        act(actionTakes);
        if (failingCuts > 0) {
            failingCuts--;
            throw new IOException("reset line: no answer");
        }
        offNanos = isHashing() ? time.nanos() : offNanos;
        isOn = false;
        isReleased = false;
    }

    @Override
    public void setFan(int percent) throws IOException {
        act(actionTakes);
        if (failingFans > 0) {
            failingFans--;
            throw new IOException("fan controller: no answer");
        }
        fan = percent;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private void act(Duration takes) throws IOException {
        time.advance(isHung ? ACTION_LIMIT : takes);
        if (isHung) {
            throw new IOException("bus: time-out");
        }
    }
}
