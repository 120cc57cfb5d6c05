package io.mos.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration CAP = Duration.ofSeconds(10);

    @Test
    void doublesUpToTheCapWithinTheJitterBand() {
        Backoff backoff = new Backoff(FIRST, CAP, Entropy.system());
        for (long wholeSeconds : new long[] {1, 2, 4, 8, 10, 10, 10}) {
            Duration pause = backoff.next();
            Duration whole = Duration.ofSeconds(wholeSeconds);
            assertTrue(pause.compareTo(whole) <= 0, pause + " above " + whole);
            assertTrue(pause.compareTo(whole.dividedBy(2)) >= 0, pause + " below half " + whole);
        }
    }

    @Test
    void startsOverAfterReset() {
        Backoff backoff = new Backoff(FIRST, CAP, Entropy.system());
        backoff.next();
        backoff.next();
        backoff.reset();
        assertTrue(backoff.next().compareTo(FIRST) <= 0);
    }

    @Test
    void refusesACapBelowTheFirstPause() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Backoff(CAP, Duration.ofSeconds(2), Entropy.system()));
    }

    @Test
    void unitIsNeverOneNorNegative() {
        Entropy allOnes = fixed(-1);
        assertTrue(allOnes.nextUnit() < 1.0);
        assertEquals(0.0, fixed(0).nextUnit());
    }

    private static Entropy fixed(long value) {
        return new Entropy() {
            @Override
            public long nextLong() {
                return value;
            }

            @Override
            public void nextBytes(byte[] into) {
                throw new UnsupportedOperationException();
            }
        };
    }
}
