package io.mos.drivers.bm13xx;

import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.JobFormat;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long a chain is left with one job: as its family has it, inside one version epoch, and no
 * shorter than its line can carry.
 */
final class JobInterval {

    /** Of chips that roll versions themselves and of those that get midstates, in bytes. */
    private static final int FULL_JOB_BYTES = 88;

    private static final int MIDSTATES_JOB_BYTES = 152;

    /** Start bit, eight data bits, stop bit. */
    private static final int BITS_PER_BYTE = 10;

    /** Jobs take at most half of the line: answers to commands and retries need room too. */
    private static final int LINE_PARTS = 2;

    /** Where a chain is through with a job sooner, searching twice costs less than the host. */
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final ChipFamily family;
    private final SearchSpace space;
    private final Duration floor;

    JobInterval(ChipFamily family, int chips, int baud) {
        this.family = family;
        space = new SearchSpace(family.cores(), chips);
        int jobBytes =
                family.jobs().format() == JobFormat.FULL ? FULL_JOB_BYTES : MIDSTATES_JOB_BYTES;
        long bits = (long) LINE_PARTS * jobBytes * BITS_PER_BYTE;
        Duration onLine = Duration.ofNanos(bits * 1_000_000_000 / baud);
        floor = onLine.compareTo(SHORTEST) > 0 ? onLine : SHORTEST;
    }

    /**
     * @param versions the bits that may be rolled
     * @param sweepTicks register 10, where the family has it
     */
    Duration of(double mhz, VersionMask versions, OptionalInt sweepTicks) {
        long count = 1L << versions.intersect(VersionMask.BIP320).bitCount();
        Duration wanted = space.workInterval(family.cadence(), mhz, count);
        if (sweepTicks.isPresent()) {
            Duration epoch = space.versionEpoch(sweepTicks.getAsInt());
            wanted =
                    shorter(
                            wanted,
                            Duration.ofNanos((long) (epoch.toNanos() * (count / 65_536.0))));
        }
        return wanted.compareTo(floor) < 0 ? floor : wanted;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
