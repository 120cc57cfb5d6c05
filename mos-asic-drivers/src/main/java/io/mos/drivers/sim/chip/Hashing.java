package io.mos.drivers.sim.chip;

import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Entropy;
import io.mos.drivers.sim.chip.ChipWorkload.Choice;
import io.mos.drivers.sim.chip.SimChip.Assignment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The chips' search. A real chip goes through its nonces in order; these try a few of the nonces it
 * would be at, each chip as many as its clock and the scale allow, and only such as name the chip
 * and its cores (BM13XX.md §9). Which of them hash well is then nobody's choice.
 */
final class Hashing {
    /**
     * Whoever comes later than this has lost the time between, as a CPU that cannot keep up would:
     * otherwise it would have ever more to do.
     */
    private static final double MAX_SECONDS = 0.1;

    private static final double NANOS = 1e9;
    private static final int SWEEP_MASK = (1 << Silicon.SWEEP_BITS) - 1;
    private static final int LOW_MASK = 0xff_ffff;

    /** The top bit of the sweep shares a byte with the core's bits. */
    private static final int SIDE_BIT = 1 << 24;

    private final ChainSettings settings;
    private final Silicon silicon;
    private final Entropy entropy;

    private double effort = 1;

    /** A nonce that meets the ticket of the chip it was found by. */
    record Find(SimChip chip, ChipWorkload job, Choice choice, int nonce) {}

    Hashing(ChainSettings settings, Silicon silicon, Entropy entropy) {
        this.settings = settings;
        this.silicon = silicon;
        this.entropy = entropy;
    }

    void setEffort(double part) {
        effort = part;
    }

    /** Lets all chips hash from one moment to another. */
    void run(
            List<SimChip> chips, long fromNanos, long toNanos, double wrong, Consumer<Find> finds) {
        double seconds = Math.min((toNanos - fromNanos) / NANOS, MAX_SECONDS);
        double scale = seconds * slowdown(chips) / settings.siliconHashes();
        for (SimChip chip : chips) {
            double hashes = chip.hashesPerSecond() * scale;
            double fresh = freshPart(chip, fromNanos, toNanos);
            chip.owe(hashes * fresh);
            chip.repeat(hashes * (1 - fresh));
        }
        for (Optional<SimChip> next = neediest(chips); next.isPresent(); next = neediest(chips)) {
            sample(next.get(), chips, toNanos, wrong, finds);
        }
    }

    /** From the first nonce under the first version to the last under the last. */
    long epochNanos(SimChip chip, ChipWorkload job) {
        double versions = Math.max(job.versions(chip.versions()), silicon.subCores());
        double hashes = versions * silicon.cores() * chip.sweepNonces();
        return Math.round(hashes / (chip.megahertz() * 1e6 * units()) * NANOS);
    }

    /** Which chip's part of the nonces this one lies in: the last that starts at or before it. */
    Optional<SimChip> ownerOf(int nonce, List<SimChip> chips) {
        int position = Integer.reverseBytes(nonce) & SWEEP_MASK;
        SimChip owner = null;
        for (SimChip chip : chips) {
            boolean nearer = owner == null || chip.sweepStart() > owner.sweepStart();
            if (chip.sweepStart() <= position && nearer) {
                owner = chip;
            }
        }
        return Optional.ofNullable(owner);
    }

    private double units() {
        return silicon.family().cores().units();
    }

    private double slowdown(List<SimChip> chips) {
        double wanted = 0;
        for (SimChip chip : chips) {
            wanted += chip.hashesPerSecond() / settings.siliconHashes();
        }
        double most = settings.hashesPerSecond() * effort;
        return wanted <= most ? 1 : most / wanted;
    }

    /** Which part of a time a chip spends on nonces it has not tried under its job before. */
    private double freshPart(SimChip chip, long fromNanos, long toNanos) {
        if (chip.hashesPerSecond() == 0) {
            return 0;
        }
        Assignment assigned = chip.assignment().orElseThrow();
        long endNanos = assigned.sinceNanos() + epochNanos(chip, assigned.job());
        return Math.clamp((double) (endNanos - fromNanos) / (toNanos - fromNanos), 0, 1);
    }

    private Optional<SimChip> neediest(List<SimChip> chips) {
        SimChip neediest = null;
        for (SimChip chip : chips) {
            boolean more = neediest == null || chip.owedHashes() > neediest.owedHashes();
            if (chip.owedHashes() >= silicon.cores() && more) {
                neediest = chip;
            }
        }
        return Optional.ofNullable(neediest);
    }

    /**
     * Tries all cores at one position of the sweep. Nonces that follow each other differ in the
     * core and in the sweep's top bit, so the same search also serves the chip that is at the
     * position with that bit the other way round.
     */
    private void sample(
            SimChip chip, List<SimChip> chips, long nanos, double wrong, Consumer<Find> finds) {
        Assignment assigned = chip.assignment().orElseThrow();
        ChipWorkload job = assigned.job();
        Choice choice = choice(chip, assigned, nanos);
        int position = chip.sweepStart() + random(chip.sweepNonces()) & SWEEP_MASK;
        Optional<SimChip> other = partner(chip, position ^ SIDE_BIT, chips);
        chip.work(silicon.cores(), wrong);
        other.ifPresent(each -> each.work(silicon.cores(), wrong));
        int first = Integer.reverseBytes(position & LOW_MASK);
        int side = (position & SIDE_BIT) == 0 ? 0 : 1;
        int width = 2 * silicon.cores();
        var target = chip.ticket().target();
        for (int done = 0; done < width; ) {
            OptionalInt hit = job.search(choice, first + done, width - done, target);
            if (hit.isEmpty()) {
                return;
            }
            int nonce = hit.getAsInt();
            Optional<SimChip> finder = (nonce & 1) == side ? Optional.of(chip) : other;
            finder.ifPresent(each -> finds.accept(new Find(each, job, choice, nonce)));
            done = (nonce & 0xff) + 1;
        }
    }

    /** Small cores take turns at the versions, all cores of a number at once. */
    private Choice choice(SimChip chip, Assignment assigned, long nanos) {
        VersionMask mask = chip.versions();
        long versions = assigned.job().versions(mask);
        long sweeps = Math.ceilDiv(versions, silicon.subCores());
        double part = (double) (nanos - assigned.sinceNanos()) / epochNanos(chip, assigned.job());
        long turn = (long) (part * sweeps);
        long number = turn * silicon.subCores() + random(silicon.subCores());
        return assigned.job().choice(number % versions, mask);
    }

    private Optional<SimChip> partner(SimChip chip, int position, List<SimChip> chips) {
        for (SimChip each : chips) {
            boolean covers = (position - each.sweepStart() & SWEEP_MASK) < each.sweepNonces();
            if (covers
                    && each.owedHashes() > 0
                    && each.assignment().equals(chip.assignment())
                    && each.versions().equals(chip.versions())) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private int random(long below) {
        return (int) (entropy.nextUnit() * below);
    }
}
