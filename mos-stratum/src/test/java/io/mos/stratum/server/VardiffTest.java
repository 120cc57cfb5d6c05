package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.testkit.Gen;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VardiffTest {

    private static final double SHARES_PER_MINUTE = 20;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void looksOnlyAtEnough() {
        Vardiff vardiff = new Vardiff(60, 0);
        Difficulty one = Difficulty.of(1);
        assertEquals(Optional.empty(), vardiff.look(one, 14 * SECOND));
        assertEquals(Optional.of(Difficulty.of(0.0625)), vardiff.look(one, 15 * SECOND));
        Vardiff slow = new Vardiff(6, 0);
        assertEquals(Optional.empty(), slow.look(one, 59 * SECOND), "six are due after a minute");
        assertEquals(Optional.of(Difficulty.of(0.0625)), slow.look(one, 60 * SECOND));
        Vardiff unlucky = new Vardiff(6, 0);
        unlucky.onShare(one);
        assertEquals(Optional.empty(), unlucky.look(one, 159 * SECOND), "sixteen after 160 s");
        assertEquals(Optional.of(Difficulty.of(0.0625)), unlucky.look(one, 160 * SECOND));
    }

    @Test
    void keepsStillWithinHalf() {
        assertEquals(Optional.empty(), after(16, 30));
        assertEquals(Optional.empty(), after(44, 30));
        assertEquals(Optional.of(Difficulty.of(500)), after(15, 30));
        assertEquals(Optional.of(Difficulty.of(1500)), after(45, 30));
    }

    @Test
    void takesABurstWithinNoTimeAtAll() {
        assertEquals(Optional.empty(), after(127, 0));
        assertEquals(Optional.of(Difficulty.of(16_000)), after(128, 0));
    }

    @Test
    void countsSharesOfAnEarlierDifficultyForWhatTheyProve() {
        Vardiff vardiff = new Vardiff(60, 0);
        for (int i = 0; i < 160; i++) {
            vardiff.onShare(Difficulty.of(100));
        }
        assertEquals(Optional.empty(), vardiff.look(Difficulty.of(1000), 16 * SECOND));
    }

    @Test
    void neverLeavesTheRange() {
        Vardiff vardiff = new Vardiff(60, 0);
        Difficulty most = Difficulty.of(Difficulty.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            vardiff.onShare(most);
        }
        assertEquals(Optional.of(most), vardiff.look(most, SECOND));
        Difficulty least = Difficulty.of(Double.MIN_VALUE * 100);
        assertTrue(vardiff.look(least, 3600 * SECOND).isPresent());
    }

    /** A miner of constant speed, with the luck of real ones. */
    @ParameterizedTest
    @Tag("sim")
    @ValueSource(doubles = {1e-6, 1e-3, 1, 1e3, 1e6})
    void findsTheDifficultyOfAnySpeedAndStaysThere(double speed) {
        Gen.forAll(
                3,
                gen -> {
                    SimulatedMiner miner = new SimulatedMiner(gen, speed);
                    miner.run(Duration.ofMinutes(20));
                    miner.forget();
                    miner.run(Duration.ofHours(2));
                    double rate = miner.shares / 120.0;
                    assertEquals(SHARES_PER_MINUTE, rate, SHARES_PER_MINUTE / 2, "shares a minute");
                    assertTrue(miner.changes < 120, miner.changes + " changes in two hours");
                });
    }

    private static Optional<Difficulty> after(int shares, long seconds) {
        Vardiff vardiff = new Vardiff(60, 0);
        Difficulty current = Difficulty.of(1000);
        for (int i = 0; i < shares; i++) {
            vardiff.onShare(current);
        }
        return vardiff.look(current, seconds * SECOND);
    }

    /** Finds shares as a Poisson process does, {@code speed} difficulty units a second. */
    private static final class SimulatedMiner {
        private final Gen gen;
        private final double speed;
        private final Vardiff vardiff = new Vardiff(SHARES_PER_MINUTE, 0);
        private Difficulty difficulty = Difficulty.of(1);
        private long nanos;
        private int shares;
        private int changes;

        SimulatedMiner(Gen gen, double speed) {
            this.gen = gen;
            this.speed = speed;
        }

        void forget() {
            shares = 0;
            changes = 0;
        }

        void run(Duration duration) {
            long end = nanos + duration.toNanos();
            while (nanos < end) {
                double untilShare = -Math.log(unit()) * difficulty.value() / speed;
                if (untilShare < 1) {
                    nanos += (long) (untilShare * SECOND);
                    vardiff.onShare(difficulty);
                    shares++;
                } else {
                    nanos += SECOND;
                }
                vardiff.look(difficulty, nanos)
                        .ifPresent(next -> {
                            difficulty = next;
                            changes++;
                        });
            }
        }

        /** Uniform in (0, 1]. */
        private double unit() {
            return 1 - (ByteBuffer.wrap(gen.bytes(Long.BYTES)).getLong() >>> 11) * 0x1p-53;
        }
    }
}
