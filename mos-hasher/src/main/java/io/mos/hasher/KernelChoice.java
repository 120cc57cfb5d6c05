package io.mos.hasher;

import io.mos.core.kernel.Entropy;
import io.mos.hasher.KernelSelection.Rated;
import io.mos.hasher.kernel.KernelCatalog;
import io.mos.hasher.kernel.KernelCheck;
import io.mos.hasher.kernel.KernelEntry;
import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelTimer;
import io.mos.hasher.kernel.KernelVerdict;
import io.mos.hasher.kernel.KernelWarmup;
import io.mos.hasher.kernel.ScanKernel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this machine in two steps, so that hashing begins at once.
 *
 * <p>First what is fast from its first call: native kernels where there are any, else the digest.
 * Then, on a thread of its own, what the JIT must compile: the vector kernels, which cost seconds
 * of it, and the digest once more. That is done only where no native kernel is, because no vector
 * kernel was ever measured to beat the best native one (docs/bench/hasher.md). A kernel that
 * computes wrongly is never chosen. Not thread-safe: one thread chooses at a time.
 */
final class KernelChoice {

    /** Slices taken in turns; of each kernel the best counts, the one nothing else disturbed. */
    private static final int TIMING_ROUNDS = 3;

    private static final int TIMING_CPU_MILLIS = 5;

    /** Ten times what C2 was seen to need for a vector kernel (docs/bench/hasher.md). */
    private static final int WARM_UP_CPU_MILLIS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);

    private final KernelCatalog catalog;
    private final KernelCheck check;
    private final KernelTimer timer;
    private Optional<KernelEntry.Usable> wanted;

    /**
     * @param kernel a kernel's name or {@link HasherConfig#AUTO}; one this machine cannot run is
     *     told to the log and counts as the latter
     */
    KernelChoice(KernelCatalog catalog, String kernel, Entropy entropy) {
        this.catalog = catalog;
        check = KernelCheck.brief(entropy);
        timer = new KernelTimer(entropy);
        wanted = kernel.equals(HasherConfig.AUTO) ? Optional.empty() : catalog.usable(kernel);
        if (wanted.isEmpty() && !kernel.equals(HasherConfig.AUTO)) {
            LOG.atWarn()
                    .addKeyValue("kernel", kernel)
                    .addKeyValue("reason", whyNot(kernel))
                    .log("the configured kernel cannot be used here, choosing another");
        }
    }

    /**
     * What to begin with: the configured kernel if it needs no warm-up, else the fastest that needs
     * none.
     */
    KernelSelection first() {
        return wanted.filter(entry -> entry.family() != Family.VECTOR)
                .flatMap(entry -> named(entry, Effort.AT_ONCE))
                .orElseGet(this::fastestAtOnce);
    }

    /** Whether {@link #warmed} can tell or find more than {@link #first} did. */
    boolean hasMoreToTry() {
        return wanted.isPresent()
                ? wanted.get().family() != Family.NATIVE
                : catalog.fitting(Family.NATIVE).isEmpty();
    }

    /** Compiles, proves and times what was put off; seconds of the caller's CPU time. */
    KernelSelection warmed() {
        return wanted.flatMap(entry -> named(entry, Effort.COMPILED)).orElseGet(this::fastest);
    }

    private KernelSelection fastestAtOnce() {
        List<Rated> rated = rate(catalog.fitting(Family.NATIVE), Effort.AT_ONCE);
        if (rated.stream().noneMatch(each -> each.entry().width() == 1)) {
            // Timed only now: it was never seen at half the speed of a native kernel.
            rated.addAll(rate(List.of(catalog.digest()), Effort.AT_ONCE));
        }
        return select(rated, "fastest of " + rated.size() + " kernels that need no warm-up");
    }

    private KernelSelection fastest() {
        List<Rated> rated = rate(catalog.fitting(), Effort.COMPILED);
        return select(rated, "fastest of " + rated.size() + " kernels after warm-up");
    }

    /** The configured kernel; nothing, from now on, when it computes wrongly. */
    private Optional<KernelSelection> named(KernelEntry.Usable entry, Effort effort) {
        Optional<Rated> rated = rate(List.of(entry), effort).stream().findFirst();
        if (rated.isEmpty()) {
            wanted = Optional.empty();
            return Optional.empty();
        }
        String reason = "configured";
        if (entry.width() == 1) {
            return Optional.of(new KernelSelection(rated.get(), Optional.empty(), reason));
        }
        // Jobs whose version cannot be rolled still need a kernel for one header.
        List<KernelEntry.Usable> kin =
                catalog.usable().stream().filter(other -> isKin(other, entry)).toList();
        Rated single = select(rate(kin, effort), reason).single();
        return Optional.of(new KernelSelection(single, rated, reason));
    }

    /** The digest, and the single-header form of a four-header kernel. */
    private static boolean isKin(KernelEntry.Usable entry, KernelEntry.Usable shared) {
        return entry.family() == Family.DIGEST
                || shared.id().equals(entry.id() + "x" + shared.width());
    }

    private String whyNot(String kernel) {
        return catalog.entries().stream()
                .filter(entry -> entry.id().equals(kernel))
                .filter(KernelEntry.Unusable.class::isInstance)
                .map(entry -> ((KernelEntry.Unusable) entry).reason())
                .findFirst()
                .orElse(
                        "no kernel has this name; there are "
                                + catalog.entries().stream().map(KernelEntry::id).toList());
    }

    /** Whether to time a kernel as it is, or only once the JIT is through with it. */
    private enum Effort {
        AT_ONCE,
        COMPILED
    }

    /** The speeds of those that compute rightly. */
    private List<Rated> rate(List<KernelEntry.Usable> entries, Effort effort) {
        List<Trial> trials = new ArrayList<>();
        for (KernelEntry.Usable entry : entries) {
            Trial trial = new Trial(entry, entry.opener().get());
            if (isCorrect(trial) && (effort == Effort.AT_ONCE || isCorrectCompiled(trial))) {
                trials.add(trial);
            }
        }
        for (int round = 0; round < TIMING_ROUNDS; round++) {
            for (Trial trial : trials) {
                double speed = timer.time(trial.kernel, TIMING_CPU_MILLIS).mhPerCpuSecond();
                trial.best = Math.max(trial.best, speed);
            }
        }
        return new ArrayList<>(
                trials.stream().map(trial -> new Rated(trial.entry, trial.best)).toList());
    }

    /** Compiled code is other code than the interpreter's: it is proven again. */
    private boolean isCorrectCompiled(Trial trial) {
        if (!KernelWarmup.run(trial.entry, trial.kernel, timer, WARM_UP_CPU_MILLIS)) {
            LOG.atWarn()
                    .addKeyValue("kernel", trial.entry.id())
                    .log("a kernel was not compiled in full and stays slow");
        }
        return trial.entry.family() == Family.NATIVE || isCorrect(trial);
    }

    private boolean isCorrect(Trial trial) {
        return switch (check.check(trial.kernel)) {
            case KernelVerdict.Correct _ -> true;
            case KernelVerdict.Wrong wrong -> {
                LOG.atError()
                        .addKeyValue("kernel", trial.entry.id())
                        .addKeyValue("difference", wrong.difference())
                        .log("a kernel computes wrongly on this machine and is not used");
                yield false;
            }
        };
    }

    private static KernelSelection select(List<Rated> rated, String reason) {
        Comparator<Rated> bySpeed = Comparator.comparingDouble(Rated::mhPerCpuSecond);
        Rated single =
                rated.stream()
                        .filter(each -> each.entry().width() == 1)
                        .max(bySpeed)
                        .orElseThrow(
                                () -> new IllegalStateException("not even the digest is correct"));
        Optional<Rated> shared =
                rated.stream()
                        .filter(each -> each.entry().width() > 1)
                        .max(bySpeed)
                        .filter(each -> each.mhPerCpuSecond() > single.mhPerCpuSecond());
        return new KernelSelection(single, shared, reason);
    }

    /** A kernel while it is tried. */
    private static final class Trial {
        final KernelEntry.Usable entry;
        final ScanKernel kernel;
        double best;

        Trial(KernelEntry.Usable entry, ScanKernel kernel) {
            this.entry = entry;
            this.kernel = kernel;
        }
    }
}
