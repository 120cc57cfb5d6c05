package io.mos.drivers.bm13xx;

import io.mos.drivers.bm13xx.family.Cadence;
import io.mos.drivers.bm13xx.family.ChipFamily.Cores;
import io.mos.drivers.bm13xx.family.Pll;
import io.mos.drivers.bm13xx.family.SweepRule;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a chain shares out the nonces and versions of one job, and how long it takes over them
 * (BM13XX.md §7). Chips and cores split the nonces at powers of two; small cores of one core split
 * the versions.
 *
 * @param chips 0 while the chain is not known
 */
public record SearchSpace(Cores cores, int chips) {
    /** Used while chips or frequency are not known (vectors, timeouts). */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMillis(500);

    private static final long NONCES = 1L << 32;
    private static final long VERSIONS = 1L << 16;
    private static final double CRYSTAL_HZ = Pll.CRYSTAL_MHZ * 1e6;

    public SearchSpace {
        if (chips < 0) {
            throw new IllegalArgumentException("a chain of " + chips);
        }
    }

    /** How many nonces of one header are each core's own. */
    public long noncesPerCore() {
        return NONCES / powerOfTwo(cores.cores()) / powerOfTwo(Math.max(1, chips));
    }

    /** How many small cores share a core's versions. */
    public int subCores() {
        return powerOfTwo(cores.units()) / powerOfTwo(cores.cores());
    }

    /**
     * The time to try every nonce under this many versions, or the part of it that {@code percent}
     * says.
     */
    public Duration search(double mhz, long versions, double percent) {
        if (chips == 0 || mhz <= 0) {
            return DEFAULT_INTERVAL;
        }
        double sweeps = (double) versions / subCores() * percent / 100;
        return seconds(noncesPerCore() / (mhz * 1e6) * sweeps);
    }

    /**
     * What goes into register 10: the ticks of the crystal after which a core moves on to the next
     * version. None for chips that have no such register.
     */
    public OptionalInt hashCountingNumber(SweepRule rule, PllSetting pll) {
        return switch (rule) {
            case SweepRule.None _ -> OptionalInt.empty();
            case SweepRule.Fixed(int ticks, _) -> OptionalInt.of(ticks);
            case SweepRule.OfSlice(int percent, int guardTicks, _) -> {
                long divided = noncesPerCore() * pll.reference() * pll.post1() * pll.post2();
                long ticks = divided * percent / (200L * pll.feedback()) - guardTicks;
                yield OptionalInt.of(Math.clamp(ticks, 1, Integer.MAX_VALUE));
            }
        };
    }

    /** How long the chips go through all 65,536 versions before they begin anew. */
    public Duration versionEpoch(int hashCountingNumber) {
        return seconds((double) VERSIONS / subCores() * hashCountingNumber / CRYSTAL_HZ);
    }

    /**
     * How long a chain may be left with one job: as the family has it, and never longer than the
     * versions last that may be rolled.
     *
     * @param versions how many the pool's mask leaves; 1 when none may be rolled
     */
    public Duration workInterval(Cadence cadence, double mhz, long versions) {
        return switch (cadence) {
            case Cadence.Interval(int millis, _) -> {
                Duration share =
                        Duration.ofMillis(millis).dividedBy(powerOfTwo(Math.max(1, chips)));
                Duration search = search(mhz, versions, 100);
                yield share.compareTo(search) < 0 ? share : search;
            }
            case Cadence.WholeSweep(int midstates, int percent, _) ->
                    search(mhz, Math.min(versions, midstates), percent);
        };
    }

    private static Duration seconds(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    /** The least power of two that is not below. */
    private static int powerOfTwo(int atLeast) {
        return atLeast <= 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
    }
}
