package io.mos.daemon.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    /** Steps of 1000 from hashes a second up. */
    private static final String[] HASHRATE_UNITS = {"H/s", "kH/s", "MH/s", "GH/s", "TH/s", "PH/s"};

    private Figures() {}

    /** {@code 29.4 MH/s}; three significant digits. */
    public static String hashrate(double ghs) {
        double value = ghs * 1e9;
        int unit = 0;
        while (value >= 999.5 && unit < HASHRATE_UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return significant(value) + " " + HASHRATE_UNITS[unit];
    }

    /** {@code 0.0042}, {@code 1.5}, {@code 65536}: as short as a difficulty is told. */
    public static String difficulty(double value) {
        return value >= 1000 ? String.format(Locale.ROOT, "%.0f", value) : significant(value);
    }

    /** {@code 2d 3h}, {@code 3h 12m}, {@code 12m 5s}, {@code 5s}. */
    public static String duration(Duration duration) {
        long days = duration.toDays();
        int hours = duration.toHoursPart();
        int minutes = duration.toMinutesPart();
        if (days > 0) {
            return days + "d " + hours + "h";
        }
        if (hours > 0) {
            return hours + "h " + minutes + "m";
        }
        return minutes > 0
                ? minutes + "m " + duration.toSecondsPart() + "s"
                : duration.toSecondsPart() + "s";
    }

    /** Three significant digits. */
    private static String significant(double value) {
        return value == 0
                ? "0"
                : BigDecimal.valueOf(value).round(new MathContext(3)).toPlainString();
    }
}
