package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;

final class QuietHoursTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void beginsWithItsFirstMomentAndEndsBeforeItsLast() {
        QuietHours noon = hours("12:00", "14:00");
        assertFalse(noon.isQuiet(at("2026-11-21T11:59:59")));
        assertTrue(noon.isQuiet(at("2026-11-21T12:00:00")));
        assertTrue(noon.isQuiet(at("2026-11-21T13:59:59")));
        assertFalse(noon.isQuiet(at("2026-11-21T14:00:00")));
    }

    @Test
    void goesOverMidnight() {
        QuietHours night = hours("22:00", "07:00");
        assertFalse(night.isQuiet(at("2026-11-21T21:59:59")));
        assertTrue(night.isQuiet(at("2026-11-21T22:00:00")));
        assertTrue(night.isQuiet(at("2026-11-22T00:00:00")));
        assertTrue(night.isQuiet(at("2026-11-22T06:59:59")));
        assertFalse(night.isQuiet(at("2026-11-22T07:00:00")));
    }

    @Test
    void lastsAllDayWhenBothEndsAreOne() {
        QuietHours always = hours("08:00", "08:00");
        assertTrue(always.isQuiet(at("2026-11-21T08:00:00")));
        assertTrue(always.isQuiet(at("2026-11-21T07:59:59")));
    }

    @Test
    void followsTheWallClockWhereItIsChanged() {
        assertEquals(Duration.ofHours(8), quietTime("22:00", "07:00", "2026-03-28T12:00:00"));
        assertEquals(Duration.ofHours(9), quietTime("22:00", "07:00", "2026-05-28T12:00:00"));
        assertEquals(Duration.ofHours(10), quietTime("22:00", "07:00", "2026-10-24T12:00:00"));
        assertEquals(Duration.ZERO, quietTime("02:10", "02:50", "2026-03-28T12:00:00"));
        assertEquals(Duration.ofMinutes(80), quietTime("02:10", "02:50", "2026-10-24T12:00:00"));
    }

    @Test
    void refusesAFanThatIsNone() {
        for (int percent : new int[] {-1, 0, 101}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new QuietHours(LocalTime.NOON, LocalTime.MIDNIGHT, percent, BERLIN));
        }
    }

    /** How much of the day after this moment is quiet. */
    private static Duration quietTime(String from, String to, String begin) {
        QuietHours hours = hours(from, to);
        Duration quiet = Duration.ZERO;
        Instant start = at(begin);
        for (Duration t = Duration.ZERO; t.toHours() < 24; t = t.plusMinutes(1)) {
            quiet = hours.isQuiet(start.plus(t)) ? quiet.plusMinutes(1) : quiet;
        }
        return quiet;
    }

    private static QuietHours hours(String from, String to) {
        return new QuietHours(LocalTime.parse(from), LocalTime.parse(to), 40, BERLIN);
    }

    private static Instant at(String local) {
        return ZonedDateTime.parse(local + "+00:00[UTC]").withZoneSameLocal(BERLIN).toInstant();
    }
}
