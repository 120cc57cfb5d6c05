package io.mos.drivers.sim;

import io.mos.core.kernel.Entropy;
import io.mos.core.work.HashEngine;
import io.mos.drivers.sim.SimFault.Hang;
import io.mos.drivers.sim.chip.ChainActivity;
import io.mos.drivers.sim.chip.ChainSettings;
import io.mos.drivers.sim.chip.Power;
import io.mos.drivers.sim.chip.SimChain;
import io.mos.drivers.sim.part.Diode;
import io.mos.drivers.sim.part.Plant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A board without its cables: what comes in on its ports, what goes out, and time as it is told it.
 * Nothing waits and nothing runs by itself, so that the same board lives in virtual time and on a
 * terminal. Owner: one thread at a time.
 */
public final class SimulatedBoard {
    private static final double NANOS = 1e9;

    /** Below this part of their voltage chips are as good as off. */
    private static final double LEAST_VOLTAGE = 0.6;

    private final BoardKind kind;
    private final SimChain chain;
    private final Plant plant;
    private final Diode diode;
    private final BoardParts parts;
    private final I2cBus bus;
    private final Firmware firmware = new Firmware();
    private final Optional<ControlDevice> control;
    private final LineFaults line;
    private final List<SimFault> faultsAtStart;
    private Optional<Hang.Part> hanging = Optional.empty();
    private double wrongNonces;
    private long unplugNanos = Long.MAX_VALUE;
    private boolean left;
    private boolean started;
    private long nowNanos;

    SimulatedBoard(BoardKind kind, SimOptions options, HashEngine engine, Entropy entropy) {
        this.kind = kind;
        chain =
                new SimChain(
                        new ChainSettings(
                                kind.chipFamily(),
                                options.chips().orElse(kind.chips()),
                                options.ticketZeroBits(),
                                options.hashesPerSecond(),
                                options.known()),
                        engine,
                        entropy);
        plant = new Plant(kind.plant(), options.ambientCelsius());
        diode = BoardParts.diode(kind, entropy);
        parts = BoardParts.of(kind, plant, diode);
        bus = new I2cBus(parts.onBus());
        line = new LineFaults(entropy);
        control =
                kind.version()
                        .map(own -> options.version().orElse(own))
                        .map(version -> new ControlDevice(version, bus, firmware));
        faultsAtStart = options.faults();
    }

    /** Its ports, control before data where it has both. */
    public List<Channel> channels() {
        return control.isPresent() ? List.of(Channel.CONTROL, Channel.DATA) : List.of(Channel.DATA);
    }

    /**
     * Bytes from the host.
     *
     * @param bytes may be changed
     * @param baud the port's rate as the host has set it
     */
    public void accept(Channel channel, byte[] bytes, int count, int baud, long nanos) {
        advance(nanos);
        if (isUnplugged(nanos) || hangs(channel)) {
            return;
        }
        switch (channel) {
            case CONTROL -> {
                control.ifPresent(device -> device.accept(bytes, count, nanos));
                settle(nanos);
            }
            case DATA -> chain.accept(line.fromHost(bytes), 0, count, baud, nanos);
        }
    }

    /** Hands on what has left the board by now. */
    public void deliver(Channel channel, int baud, long nanos, Consumer<byte[]> toHost) {
        advance(nanos);
        boolean lost = isUnplugged(nanos) || hangs(channel);
        Consumer<byte[]> heard = lost ? _ -> {} : toHost;
        switch (channel) {
            case CONTROL -> control.ifPresent(device -> device.deliver(nanos, heard));
            case DATA -> chain.deliver(nanos, baud, frame -> line.toHost(frame, heard));
        }
    }

    /** When the next bytes will leave it, if some are on their way. */
    public OptionalLong nextNanos(Channel channel) {
        return switch (channel) {
            case CONTROL -> control.map(ControlDevice::nextNanos).orElse(OptionalLong.empty());
            case DATA -> chain.nextNanos();
        };
    }

    /** Lets time pass: heat, fan, hashing. Steps of some milliseconds are best. */
    public void advance(long nanos) {
        if (!started) {
            started = true;
            nowNanos = nanos;
            faultsAtStart.forEach(fault -> begin(fault, nanos));
        }
        if (nanos > nowNanos) {
            double seconds = (nanos - nowNanos) / NANOS;
            nowNanos = nanos;
            chain.advance(nanos);
            ChainActivity activity = chain.activity();
            plant.setLoad(activity.megahertz(), activity.hashing());
            plant.setFan(parts.fanDuty());
            plant.advance(seconds);
            parts.guard();
        }
        settle(nanos);
    }

    /** Switches a fault on; one of the same name takes its place. */
    public void begin(SimFault fault, long nanos) {
        switch (fault) {
            case SimFault.CrcNoise(double rate) -> line.setNoise(rate);
            case SimFault.Garbage(double part) -> line.setGarbage(part);
            case SimFault.LostFrames(double part) -> line.setLost(part);
            case SimFault.DuplicateFrames(double part) -> line.setTwice(part);
            case SimFault.WrongNonces(double part) -> wrongNonces = part;
            case SimFault.ChipMissing(int chip) -> chain.remove(chip, nanos);
            case SimFault.SensorOpen() -> parts.setSensors(Diode.State.OPEN);
            case SimFault.SensorShort() -> parts.setSensors(Diode.State.SHORT);
            case SimFault.SensorStale() -> parts.setSensors(Diode.State.STALE);
            case SimFault.BusError() -> bus.setBroken(true);
            case SimFault.FanStop() -> plant.setFanStuck(true);
            case SimFault.OverTemperature() -> plant.setSinkLoose(true);
            case SimFault.Unplug(var after) -> unplugNanos = nanos + after.toNanos();
            case SimFault.Hang(var what) -> hanging = Optional.of(what);
        }
    }

    /** Switches a fault off; whatever it has done stays done. */
    public void end(SimFault fault, long nanos) {
        switch (fault) {
            case SimFault.CrcNoise _ -> line.setNoise(0);
            case SimFault.Garbage _ -> line.setGarbage(0);
            case SimFault.LostFrames _ -> line.setLost(0);
            case SimFault.DuplicateFrames _ -> line.setTwice(0);
            case SimFault.WrongNonces _ -> wrongNonces = 0;
            case SimFault.ChipMissing _ -> chain.restore(nanos);
            case SimFault.SensorOpen _, SimFault.SensorShort _, SimFault.SensorStale _ ->
                    parts.setSensors(Diode.State.CONNECTED);
            case SimFault.BusError _ -> bus.setBroken(false);
            case SimFault.FanStop _ -> plant.setFanStuck(false);
            case SimFault.OverTemperature _ -> plant.setSinkLoose(false);
            case SimFault.Unplug _ -> unplugNanos = Long.MAX_VALUE;
            case SimFault.Hang _ -> hanging = Optional.empty();
        }
    }

    /** Whether its cable is out: by a fault, or because it was told to become a boot loader. */
    public boolean isUnplugged(long nanos) {
        return left || nanos >= unplugNanos;
    }

    /** The cable is in again: the firmware starts from the beginning, the supply was never gone. */
    public void replug(long nanos) {
        advance(nanos);
        left = false;
        unplugNanos = Long.MAX_VALUE;
        control.ifPresent(ControlDevice::restart);
        firmware.reboot();
        settle(nanos);
    }

    /**
     * How much of what they may, the chips hash: less than all where time runs away from the board.
     *
     * @param part 0 to 1
     */
    void setEffort(double part) {
        chain.setEffort(part);
    }

    public SimStatus status(long nanos) {
        ChainActivity activity = chain.activity();
        return new SimStatus(
                isUnplugged(nanos),
                activity.power(),
                !firmware.letsChipsGo(),
                activity.megahertz(),
                plant.coreVolts(),
                plant.dieCelsius(),
                plant.regulatorCelsius(),
                plant.fanRpm(),
                plant.inputWatts(),
                activity.nonces());
    }

    private boolean hangs(Channel channel) {
        return hanging.filter(what ->
                        switch (what) {
                            case BOARD -> true;
                            case CHIPS -> channel == Channel.DATA;
                            case CONTROL -> channel == Channel.CONTROL;
                        })
                .isPresent();
    }

    /** Brings supply, reset and chips in line with what the parts and lines say now. */
    private void settle(long nanos) {
        plant.setCore(parts.coreVolts());
        Power power = power();
        chain.setPower(power, nanos);
        chain.setDie(plant.dieCelsius());
        chain.setWrong(Math.max(wrongNonces, plant.wrongHashes()));
        diode.update(power, plant.dieCelsius(), nanos);
    }

    private Power power() {
        double least = LEAST_VOLTAGE * kind.plant().millivolts() / 1_000;
        if (plant.isDead() || plant.coreVolts() < least) {
            return Power.OFF;
        }
        return firmware.letsChipsGo() ? Power.RUNNING : Power.HELD;
    }

    /** The lines of the firmware, and what it measures. */
    private final class Firmware implements BoardLines {
        private static final int CORE_CHANNEL = 0x50;
        private static final int INPUT_CHANNEL = 0x51;

        private final boolean[] high = {false, false, true};

        @Override
        public void set(int number, boolean level) {
            high[number] = level;
            if (number == POWER_ENABLE) {
                parts.setPowerLine(level);
            }
        }

        @Override
        public boolean isHigh(int number) {
            return high[number];
        }

        @Override
        public OptionalLong millivolts(int channel) {
            return switch (channel) {
                case CORE_CHANNEL -> OptionalLong.of(Math.round(plant.coreVolts() * 1_000));
                case INPUT_CHANNEL -> OptionalLong.of(Math.round(plant.inputVolts() * 1_000));
                default -> OptionalLong.empty();
            };
        }

        @Override
        public void reboot() {
            set(RESET, false);
            set(POWER_ENABLE, false);
            set(IO_POWER_ENABLE, true);
        }

        @Override
        public void leave() {
            reboot();
            left = true;
        }

        /** A bare chain has no line that could hold it. */
        boolean letsChipsGo() {
            return control.isEmpty() || (high[RESET] && high[IO_POWER_ENABLE]);
        }
    }
}
