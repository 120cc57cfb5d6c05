package io.mos.drivers.bm13xx;

import java.util.Locale;

/**
 * What a chain runs at.
 *
 * @param mhz the hash clock asked for; dividers come near it
 * @param millivolts the chips' supply; 0 where it cannot be set
 */
record OperatingPoint(double mhz, int millivolts) {

    /** For people. */
    String text() {
        return millivolts == 0
                ? String.format(Locale.ROOT, "%.2f MHz", mhz)
                : String.format(Locale.ROOT, "%.2f MHz at %d mV", mhz, millivolts);
    }
}
