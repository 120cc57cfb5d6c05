package io.mos.drivers.peripheral;

/** A fan's duty in a part's own steps. */
final class Duty {
    private static final int ALL = 100;

    private Duty() {}

    /** Rounded up: rather too much air than too little. */
    static int steps(int percent, int most) {
        if (percent < 0 || percent > ALL) {
            throw new IllegalArgumentException("a fan's duty is 0 to 100, not " + percent);
        }
        return Math.ceilDiv(percent * most, ALL);
    }
}
