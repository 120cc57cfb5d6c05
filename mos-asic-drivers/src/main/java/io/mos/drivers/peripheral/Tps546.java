package io.mos.drivers.peripheral;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What all uses of a TPS546D24A or S have in common (TI SLUSF26 §7.6, the commands of PMBus 1.3.1
 * part II): its numbers, its faults, and that it is one.
 */
record Tps546(Registers registers) {
    static final int STATUS_WORD = 0x79;
    static final int READ_VIN = 0x88;
    static final int READ_VOUT = 0x8B;
    static final int READ_IOUT = 0x8C;
    static final int READ_TEMPERATURE_1 = 0x8D;

    /** Of STATUS_WORD: no output, for whatever reason. */
    private static final int OFF_BIT = 6;

    private static final int VOUT_MODE = 0x20;
    private static final int IC_DEVICE_ID = 0xAD;

    /** The sixth byte tells A from S. */
    private static final int DEVICE_ID_BYTES = 6;

    private static final String DEVICE_ID = "5449546d24";

    /** Parts round to steps of their own, input voltages to a quarter volt. */
    private static final double STEP = 0.25;

    private static final double SHARE = 0.02;

    static Tps546 at(Mount mount) {
        return new Tps546(mount.registers("TPS546"));
    }

    void requireId() throws IOException {
        String id = HexFormat.of().formatHex(registers.blockAt(IC_DEVICE_ID, DEVICE_ID_BYTES));
        if (!id.startsWith(DEVICE_ID)) {
            throw registers.wrong(IC_DEVICE_ID, id + " is another part");
        }
    }

    double linear11(int command) throws IOException {
        return Linear.fromLinear11(registers.littleWordAt(command));
    }

    /** Writes a limit and makes sure that what the part keeps is as near as its steps allow. */
    void keepLinear11(int command, double value) throws IOException {
        registers.putLittleWord(command, Linear.toLinear11(value));
        double kept = linear11(command);
        if (!(Math.abs(kept - value) <= Math.max(STEP, SHARE * Math.abs(value)))) {
            throw registers.wrong(
                    command,
                    String.format(Locale.ROOT, "%.3f was written and %.3f kept", value, kept));
        }
    }

    double millivolts(int command) throws IOException {
        return 1000 * Linear.fromUlinear16(registers.littleWordAt(command), exponent());
    }

    void keepMillivolts(int command, int millivolts) throws IOException {
        int word = Linear.toUlinear16(millivolts / 1000.0, exponent());
        registers.putLittleWord(command, word);
        int kept = registers.littleWordAt(command);
        if (kept != word) {
            throw registers.wrong(command, "%04x was written and %04x kept".formatted(word, kept));
        }
    }

    /** Why it is off, with what it lists; empty while it is on, warned or not. */
    Optional<String> whyOff() throws IOException {
        int status = registers.littleWordAt(STATUS_WORD);
        if ((status & 1 << OFF_BIT) == 0) {
            return Optional.empty();
        }
        List<String> faults = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            if ((status & 1 << fault.bit) != 0) {
                faults.add(fault.text);
            }
        }
        return Optional.of(faults.isEmpty() ? "no fault listed" : String.join(", ", faults));
    }

    private int exponent() throws IOException {
        int mode = registers.byteAt(VOUT_MODE);
        if (!Linear.isLinear(mode)) {
            throw registers.wrong(VOUT_MODE, "%02x is no linear mode".formatted(mode));
        }
        return Linear.exponentOf(mode);
    }

    /** Bits of STATUS_WORD (PMBus 1.3.1 part II, table 16); the last one is a warning's too. */
    private enum Fault {
        OUTPUT_OVER_VOLTAGE(5, "output over-voltage"),
        OUTPUT_OVER_CURRENT(4, "output over-current"),
        INPUT_UNDER_VOLTAGE(3, "input under-voltage"),
        TEMPERATURE(2, "over-temperature");

        private final int bit;
        private final String text;

        Fault(int bit, String text) {
            this.bit = bit;
            this.text = text;
        }
    }
}
