package io.mos.drivers.bm13xx.family;

/** Bounds of the numbers in a family file; the loader adds file and field to what is thrown. */
final class Check {
    private Check() {}

    static void within(int min, int value, int max, String what) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    what + " must be " + min + " to " + max + ", not " + value);
        }
    }

    static void within(double min, double value, double max, String what) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException(
                    what + " must be " + min + " to " + max + ", not " + value);
        }
    }

    static void that(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
