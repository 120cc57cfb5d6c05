package io.mos.drivers.sim.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Heat and supply behave like those of a small board. */
@Tag("sim")
class PlantTest {
    private static final PlantFacts GAMMA = new PlantFacts(525, 1150, 17, 5.1, 6_000);
    private static final double AMBIENT = 25;

    private final Plant plant = new Plant(GAMMA, AMBIENT);

    private Plant atWork(double duty) {
        plant.setCore(1.15);
        plant.setLoad(525, 1);
        plant.setFan(duty);
        return plant;
    }

    private double secondsUntil(double celsius, double most) {
        for (double seconds = 0; seconds < most; seconds += 0.5) {
            if (plant.dieCelsius() > celsius) {
                return seconds;
            }
            plant.advance(0.5);
        }
        return Double.POSITIVE_INFINITY;
    }

    @Test
    void aColdBoardIsAsWarmAsItsRoom() {
        plant.advance(3_600);
        assertEquals(AMBIENT, plant.dieCelsius(), 0.5);
        assertEquals(AMBIENT, plant.boardCelsius(), 0.5);
        assertEquals(0, plant.fanRpm());
        assertEquals(0, plant.coreAmps());
    }

    @Test
    void halfDutyHoldsTheChipBetweenFiftyAndSeventy() {
        atWork(0.5).advance(3_600);
        assertEquals(60, plant.dieCelsius(), 10);
        assertTrue(plant.regulatorCelsius() > 40 && plant.regulatorCelsius() < 80);
        assertEquals(3_000, plant.fanRpm(), 1);
        double watts = plant.inputWatts();
        assertTrue(watts > 17 && watts < 24, () -> "takes " + watts + " W");
        assertEquals(plant.inputWatts(), plant.inputAmps() * plant.inputVolts(), 1e-9);
        assertTrue(plant.wrongHashes() < 0.002);
    }

    @Test
    void moreFanIsCoolerAndTakesTime() {
        atWork(0.3).advance(3_600);
        double before = plant.dieCelsius();
        plant.setFan(1);
        plant.advance(0.1);
        assertTrue(plant.fanRpm() < 3_000);
        plant.advance(3_600);
        assertTrue(plant.dieCelsius() < before - 15);
    }

    @Test
    void withoutAFanItIsTooHotInMinutes() {
        atWork(0);
        double seconds = secondsUntil(80, 3_600);
        assertTrue(seconds > 60 && seconds < 600, () -> "after " + seconds + " s");
    }

    @Test
    void aHeldFanIsNoFan() {
        atWork(0.5).advance(3_600);
        plant.setFanStuck(true);
        plant.advance(10);
        assertEquals(0, plant.fanRpm(), 1);
        assertTrue(secondsUntil(80, 3_600) < 600);
    }

    @Test
    void aLooseSinkIsTooHotInSecondsAndTheBoardFeelsItBeforeTheChipDies() {
        atWork(0.6).advance(3_600);
        plant.setSinkLoose(true);
        double seconds = secondsUntil(80, 60);
        assertTrue(seconds > 0.5 && seconds < 15, () -> "after " + seconds + " s");
        while (plant.boardCelsius() < 70) {
            plant.advance(0.5);
            assertFalse(plant.isDead());
        }
        plant.setCore(0);
        plant.advance(60);
        assertTrue(plant.dieCelsius() < 80);
    }

    @Test
    void aChipThatWasCookedIsDeadUntilItIsWithoutSupply() {
        atWork(0).setSinkLoose(true);
        for (int seconds = 0; seconds < 600 && !plant.isDead(); seconds++) {
            plant.advance(1);
        }
        assertTrue(plant.isDead());
        plant.advance(600);
        assertTrue(plant.isDead());
        plant.setCore(0);
        assertFalse(plant.isDead());
    }

    @Test
    void powerGrowsWithClockAndWithTheSquareOfVoltage() {
        atWork(1).advance(600);
        double atNominal = plant.inputWatts();
        plant.setLoad(262.5, 1);
        plant.advance(600);
        double slower = plant.inputWatts();
        plant.setCore(1.05);
        plant.advance(600);
        assertTrue(slower < atNominal * 0.7);
        assertTrue(plant.inputWatts() < slower * 0.92);
    }

    @Test
    void chipsErrWhenTheClockOutrunsTheVoltage() {
        atWork(0.6).advance(600);
        plant.setLoad(625, 1);
        plant.advance(600);
        double fast = plant.wrongHashes();
        assertTrue(fast > 0.05, () -> "wrong: " + fast);
        plant.setCore(1.25);
        plant.advance(600);
        assertTrue(plant.wrongHashes() < fast / 5);
    }
}
