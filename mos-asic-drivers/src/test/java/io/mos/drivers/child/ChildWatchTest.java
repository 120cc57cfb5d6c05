package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.child.FromChild.LaneBeat;
import org.junit.jupiter.api.Test;

final class ChildWatchTest {

    @Test
    void twoSecondsOfItsOwnWorkAreTooLong() {
        assertFalse(ChildWatch.isStuck(device(7, 7, 0)));
        assertTrue(ChildWatch.isStuck(device(8, 8, 0)));
    }

    /** A line that takes nothing is waited for a second each time. */
    @Test
    void waitingForTheLineCountsForLess() {
        assertFalse(ChildWatch.isStuck(device(13, 2, 1)));
        assertTrue(ChildWatch.isStuck(device(14, 2, 1)));
    }

    @Test
    void daemonThatDoesNotAnswerIsNotTheDriversFault() {
        assertFalse(ChildWatch.isStuck(device(20, 2, 12)));
    }

    @Test
    void loadingMayTakeLongerForNoBoardDependsOnIt() {
        assertFalse(ChildWatch.isStuck(new LaneBeat(1, LaneBeat.NO_DEVICE, "", "", 19, 19, 0, 0)));
        assertTrue(ChildWatch.isStuck(new LaneBeat(1, LaneBeat.NO_DEVICE, "", "", 20, 20, 0, 0)));
    }

    private static LaneBeat device(int inside, int atWork, int waiting) {
        return new LaneBeat(1, 4, "dev-x", "onBytes", inside, atWork, waiting, 0);
    }
}
