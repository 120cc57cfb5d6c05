package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** A TPS546D24A as the chips' supply, switched by command alone, with its own limits set. */
final class Tps546Regulator implements Regulator {
    static final String VIN_ON = "vin-on-volts";
    static final String VIN_OFF = "vin-off-volts";
    static final String VIN_OVER = "vin-over-volts";
    static final String CURRENT_WARN = "current-warn-amps";
    static final String CURRENT_FAULT = "current-fault-amps";
    static final String TEMP_WARN = "temp-warn-celsius";
    static final String TEMP_FAULT = "temp-fault-celsius";
    static final String MIN = "min-millivolts";
    static final String MAX = "max-millivolts";

    static final int OPERATION = 0x01;
    static final int ON_OFF_CONFIG = 0x02;
    static final int CLEAR_FAULTS = 0x03;
    static final int VOUT_COMMAND = 0x21;
    static final int VOUT_MAX = 0x24;
    static final int VOUT_MIN = 0x2B;
    static final int VIN_ON_LIMIT = 0x35;
    static final int VIN_OFF_LIMIT = 0x36;
    static final int CURRENT_FAULT_LIMIT = 0x46;
    static final int CURRENT_FAULT_RESPONSE = 0x47;
    static final int CURRENT_WARN_LIMIT = 0x4A;
    static final int TEMP_FAULT_LIMIT = 0x4F;
    static final int TEMP_FAULT_RESPONSE = 0x50;
    static final int TEMP_WARN_LIMIT = 0x51;
    static final int VIN_OVER_LIMIT = 0x55;

    /** On at the commanded voltage (PMBus 1.3.1 part II, §12.1). */
    static final int ON = 0x80;

    /** Off at once, without the soft way down. */
    static final int OFF = 0x00;

    /** On and off by OPERATION alone, whatever the enable pin says (§12.2: PU and CMD). */
    static final int BY_COMMAND = 0x18;

    /** Shut down at once and stay so: a chip that lost its supply must be brought up anew. */
    static final int LATCH_CURRENT = 0xC0;

    static final int LATCH_TEMPERATURE = 0x80;

    /** Many times what its soft start takes, 3 ms unless it is told otherwise. */
    private static final long SETTLING_NANOS = 150_000_000;

    /** Looks at the output in that time at most, over a bus that takes none. */
    private static final int SETTLING_LOOKS = 1_000;

    private static final double SETTLED_SHARE = 0.05;
    private static final double MAX_MILLIVOLTS = 6_000;

    private final Tps546 part;
    private final Registers registers;
    private final Mount mount;
    private final Gauge output;
    private boolean on;

    Tps546Regulator(Mount mount) {
        this.mount = mount;
        part = Tps546.at(mount);
        registers = part.registers();
        output = new Gauge("tps546", mount.time(), 0, MAX_MILLIVOLTS, this::measuredMillivolts);
    }

    @Override
    public void configure() throws IOException {
        part.requireId();
        off();
        registers.keep(ON_OFF_CONFIG, BY_COMMAND);
        registers.command(CLEAR_FAULTS);
        part.keepLinear11(VIN_ON_LIMIT, mount.setting(VIN_ON));
        part.keepLinear11(VIN_OFF_LIMIT, mount.setting(VIN_OFF));
        part.keepLinear11(VIN_OVER_LIMIT, mount.setting(VIN_OVER));
        part.keepLinear11(CURRENT_WARN_LIMIT, mount.setting(CURRENT_WARN));
        part.keepLinear11(CURRENT_FAULT_LIMIT, mount.setting(CURRENT_FAULT));
        registers.keep(CURRENT_FAULT_RESPONSE, LATCH_CURRENT);
        part.keepLinear11(TEMP_WARN_LIMIT, mount.setting(TEMP_WARN));
        part.keepLinear11(TEMP_FAULT_LIMIT, mount.setting(TEMP_FAULT));
        registers.keep(TEMP_FAULT_RESPONSE, LATCH_TEMPERATURE);
        // Between the two limits first: the part takes no limit that shuts its present target out.
        part.keepMillivolts(VOUT_COMMAND, mount.wholeSetting(MIN));
        part.keepMillivolts(VOUT_MAX, mount.wholeSetting(MAX));
        part.keepMillivolts(VOUT_MIN, mount.wholeSetting(MIN));
    }

    @Override
    public void setVoltage(int millivolts) throws IOException {
        if (millivolts < mount.setting(MIN) || millivolts > mount.setting(MAX)) {
            throw registers.wrong(VOUT_COMMAND, millivolts + " mV is not within its limits");
        }
        part.keepMillivolts(VOUT_COMMAND, millivolts);
        if (on) {
            awaitOutput();
        }
    }

    @Override
    public void on() throws IOException {
        registers.command(CLEAR_FAULTS);
        on = true;
        try {
            registers.keep(OPERATION, ON);
            awaitOutput();
            requireOn();
        } catch (IOException e) {
            offAfter(e);
            throw e;
        }
    }

    @Override
    public void off() throws IOException {
        registers.keep(OPERATION, OFF);
        on = false;
    }

    @Override
    public Optional<Reading<Double>> coreMillivolts() {
        return Optional.of(output.read());
    }

    /** A shut-down regulator measures some millivolts; why it is off says more. */
    private double measuredMillivolts() throws IOException {
        if (on) {
            requireOn();
        }
        return part.millivolts(Tps546.READ_VOUT);
    }

    private void requireOn() throws IOException {
        Optional<String> why = part.whyOff();
        if (why.isPresent()) {
            throw registers.wrong(Tps546.STATUS_WORD, "shut down: " + why.get());
        }
    }

    private void awaitOutput() throws IOException {
        double wanted = part.millivolts(VOUT_COMMAND);
        double measured = Double.NaN;
        long start = mount.time().nanos();
        for (int look = 0; look < SETTLING_LOOKS; look++) {
            measured = part.millivolts(Tps546.READ_VOUT);
            if (Math.abs(measured - wanted) <= SETTLED_SHARE * wanted) {
                return;
            }
            if (mount.time().nanos() - start > SETTLING_NANOS) {
                break;
            }
        }
        throw registers.wrong(
                Tps546.READ_VOUT,
                String.format(Locale.ROOT, "%.0f mV instead of %.0f", measured, wanted));
    }

    private void offAfter(IOException failure) {
        try {
            off();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
