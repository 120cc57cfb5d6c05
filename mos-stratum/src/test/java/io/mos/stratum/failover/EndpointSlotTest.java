package io.mos.stratum.failover;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EndpointSlotTest {

    private static final UpstreamFailure REFUSED = new UpstreamFailure(Cause.CONNECT, "refused");

    @Test
    void pausesTwiceAsLongAfterEachFailureUpToAMinute() {
        EndpointSlot slot = slot(1);
        long whole = 1_000;
        for (int failure = 0; failure < 12; failure++) {
            long pause = pauseMillis(slot, REFUSED);
            assertTrue(pause >= whole / 2 && pause <= whole, pause + " of " + whole + " ms");
            whole = Math.min(2 * whole, 60_000);
        }
        slot.forgive();
        assertTrue(pauseMillis(slot, REFUSED) <= 1_000);
    }

    /** A thousand miners of one pool must not come back in step. */
    @Test
    void pausesDifferentlyOnEveryMachine() {
        Set<Long> pauses = new HashSet<>();
        for (int machine = 0; machine < 100; machine++) {
            pauses.add(pauseMillis(slot(machine), REFUSED));
        }
        assertTrue(pauses.size() > 60, pauses.size() + " different pauses of 100");
    }

    @Test
    void pausesAMinuteAtOnceWhereOnlyAnotherConfigurationHelps() {
        assertEquals(60_000, pauseMillis(slot(1), new UpstreamFailure(Cause.UNAUTHORIZED, "who?")));
    }

    /** From now until the slot may be opened again. */
    private static long pauseMillis(EndpointSlot slot, UpstreamFailure failure) {
        slot.failed(failure, 0);
        return Duration.ofNanos(slot.restUntilNanos(Optional.empty())).toMillis();
    }

    private static EndpointSlot slot(long seed) {
        return new EndpointSlot(
                new FakeUpstream("main"), SourceRig.entropy(seed), Instant.EPOCH, 0);
    }
}
