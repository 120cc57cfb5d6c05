package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A board with a heat sink through an evening, a night of quiet hours and the next morning. */
@Tag("sim")
final class QuietNightTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int QUIET_PERCENT = 40;
    private static final Instant EVENING = Instant.parse("2026-03-28T20:00:00Z");

    private final VirtualTime time = new VirtualTime(EVENING);
    private final GuardRig rig =
            new GuardRig(
                    time,
                    new GuardSettings(
                            LimitCap.NONE,
                            LimitCap.NONE,
                            Optional.of(
                                    new QuietHours(
                                            LocalTime.of(22, 0),
                                            LocalTime.of(7, 0),
                                            QUIET_PERCENT,
                                            BERLIN))));
    private double celsius = 25;
    private double wantedMhz = 600;

    @Test
    void lowersTheFrequencyByNightAndRaisesItInTheMorning() {
        rig.frequencyMhz = 600;
        rig.board.chip = () -> rig.board.now(celsius + rig.board.wobble());
        heat();
        rig.bringUp();

        run(at("2026-03-28T21:55:00+01:00"));
        assertTrue(rig.board.fan() > QUIET_PERCENT, "it needs more by day: " + rig.board.fan());
        assertEquals(600, rig.frequencyMhz);

        run(at("2026-03-28T22:30:00+01:00"));
        assertTrue(rig.board.fan() <= QUIET_PERCENT, "quiet: " + rig.board.fan());
        assertTrue(rig.frequencyMhz < 600, "slower for it: " + rig.frequencyMhz);
        assertEquals("quiet hours", rig.advice.getLast().why());

        run(at("2026-03-29T06:30:00+02:00"));
        assertTrue(rig.board.fan() <= QUIET_PERCENT, "quiet: " + rig.board.fan());
        assertTrue(celsius < 65, "the temperature is held: " + celsius);
        double nightMhz = rig.frequencyMhz;

        run(at("2026-03-29T09:30:00+02:00"));
        assertTrue(rig.board.fan() > QUIET_PERCENT);
        assertTrue(rig.frequencyMhz > nightMhz + 100, "as before: " + rig.frequencyMhz);
        assertEquals(List.of(), rig.cuts);
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private void run(Instant until) {
        rig.run(Duration.between(time.now(), until));
    }

    /** The driver follows advice; heat follows frequency and fan. */
    private void heat() {
        wantedMhz = rig.advice.isEmpty() ? 600 : rig.advice.getLast().maxFrequencyMhz();
        rig.frequencyMhz += Math.clamp(wantedMhz - rig.frequencyMhz, -6.25, 6.25);
        double watts = rig.board.isHashing() ? 24 * rig.frequencyMhz / 600 : 1;
        double steady = 24 + watts * (0.9 + 45.0 / (rig.board.fan() + 5));
        celsius += (steady - celsius) / 30;
        time.schedule(Duration.ofSeconds(1), this::heat);
    }
}
