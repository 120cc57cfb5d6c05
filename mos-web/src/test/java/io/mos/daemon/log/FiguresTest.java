package io.mos.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0,           0 H/s",
        "0.0000005,   500 H/s",
        "0.0294123,   29.4 MH/s",
        "0.9994,      999 MH/s",
        "0.9996,      1.00 GH/s",
        "1234.5,      1.23 TH/s",
        "5e9,         5000 PH/s",
    })
    void showsHashrates(double ghs, String text) {
        assertEquals(text, Figures.hashrate(ghs));
    }

    @ParameterizedTest
    @CsvSource({"0.0042, 0.0042", "1, 1.0", "65536, 65536", "1234567.8, 1234568"})
    void showsDifficulties(double difficulty, String text) {
        assertEquals(text, Figures.difficulty(difficulty));
    }

    @ParameterizedTest
    @CsvSource({"5, 5s", "125, 2m 5s", "3720, 1h 2m", "180000, 2d 2h"})
    void showsDurations(long seconds, String text) {
        assertEquals(text, Figures.duration(Duration.ofSeconds(seconds)));
    }
}
