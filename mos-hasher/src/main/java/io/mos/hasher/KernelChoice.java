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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the kernels of this machine in two steps, so that hashing begins at once.
 *
 * <p>First what is fast from its first call: native kernels where there are any, else the digest.
 * Then, on a thread of its own, the vector kernels, which cost seconds of compiling: they are tried
 * only where no native kernel is, because none was ever measured to beat one
 * (docs/bench/hasher.md). A kernel that computes wrongly is never chosen. Not thread-safe: one
 * thread chooses at a time.
 */
final class KernelChoice {

    /** Enough to tell kernels apart that differ by a tenth. */
    private static final int TIMING_CPU_MILLIS = 20;

    /** Three times what C2 was seen to need for all vector kernels (docs/bench/hasher.md). */
    private static final int WARM_UP_CPU_MILLIS = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(KernelChoice.class);

    private final KernelCatalog catalog;
    private final KernelCheck check;
    private final KernelTimer timer;

    KernelChoice(KernelCatalog catalog, Entropy entropy) {
        this.catalog = catalog;
        check = KernelCheck.brief(entropy);
        timer = new KernelTimer(entropy);
    }

    /**
     * What to begin with: the configured kernel if this machine can run it and it needs no warm-up,
     * else the fastest that needs none.
     */
    KernelSelection first(String wanted) {
        if (!wanted.equals(HasherConfig.AUTO) && !isVector(wanted)) {
            return named(wanted);
        }
        List<Rated> rated = rate(entry -> entry.family() == Family.NATIVE);
        if (rated.stream().noneMatch(each -> each.entry().width() == 1)) {
            // Timed only now: it was never seen at half the speed of a native kernel.
            rated.addAll(rate(entry -> entry.family() == Family.DIGEST));
        }
        return select(rated, "fastest of " + rated.size() + " kernels that need no warm-up");
    }

    /** Whether {@link #warmed} can find something better or is what the configuration asks for. */
    boolean hasMoreToTry(String wanted) {
        if (!wanted.equals(HasherConfig.AUTO)) {
            return isVector(wanted);
        }
        return catalog.fitting().stream().noneMatch(entry -> entry.family() == Family.NATIVE)
                && catalog.fitting().stream().anyMatch(entry -> entry.family() == Family.VECTOR);
    }

    /** Compiles, proves and times what was put off; seconds of the caller's CPU time. */
    KernelSelection warmed(String wanted) {
        if (!wanted.equals(HasherConfig.AUTO)) {
            return named(wanted);
        }
        List<Rated> rated = rate(_ -> true);
        return select(rated, "fastest of " + rated.size() + " kernels after warm-up");
    }

    private boolean isVector(String wanted) {
        return catalog.usable(wanted).filter(entry -> entry.family() == Family.VECTOR).isPresent();
    }

    private KernelSelection named(String wanted) {
        Optional<KernelEntry.Usable> entry = catalog.usable(wanted);
        if (entry.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("kernel", wanted)
                    .addKeyValue("reason", whyNot(wanted))
                    .log("the configured kernel cannot be used here, choosing another");
            return first(HasherConfig.AUTO);
        }
        Optional<Rated> rated = rate(entry.get());
        if (rated.isEmpty()) {
            return first(HasherConfig.AUTO);
        }
        String reason = "configured";
        if (rated.get().entry().width() == 1) {
            return new KernelSelection(rated.get(), Optional.empty(), reason);
        }
        // Jobs whose version cannot be rolled still need a kernel for one header.
        Rated single = select(rate(other -> isKin(other, wanted)), reason).single();
        return new KernelSelection(single, rated, reason);
    }

    /** The digest, and the single-header form of a four-header kernel. */
    private static boolean isKin(KernelEntry.Usable entry, String wanted) {
        return entry.family() == Family.DIGEST || wanted.equals(entry.id() + "x4");
    }

    private String whyNot(String wanted) {
        return catalog.entries().stream()
                .filter(entry -> entry.id().equals(wanted))
                .map(entry ->
                        switch (entry) {
                            case KernelEntry.Usable _ -> "it computes wrongly here";
                            case KernelEntry.Unusable unusable -> unusable.reason();
                        })
                .findFirst()
                .orElse(
                        "no kernel has this name; there are "
                                + catalog.entries().stream().map(KernelEntry::id).toList());
    }

    private List<Rated> rate(Predicate<KernelEntry.Usable> wanted) {
        List<Rated> rated = new ArrayList<>();
        for (KernelEntry.Usable entry : catalog.fitting()) {
            if (wanted.test(entry)) {
                rate(entry).ifPresent(rated::add);
            }
        }
        return rated;
    }

    /** The kernel's speed, or nothing when it computes wrongly. */
    private Optional<Rated> rate(KernelEntry.Usable entry) {
        ScanKernel kernel = entry.opener().get();
        if (!isCorrect(entry, kernel)) {
            return Optional.empty();
        }
        if (entry.family() == Family.VECTOR) {
            KernelWarmup.run(entry, kernel, timer, WARM_UP_CPU_MILLIS);
            // Compiled code is other code than the interpreter's: it is proven again.
            if (!isCorrect(entry, kernel)) {
                return Optional.empty();
            }
        }
        double speed = timer.time(kernel, TIMING_CPU_MILLIS).mhPerCpuSecond();
        return Optional.of(new Rated(entry, speed));
    }

    private boolean isCorrect(KernelEntry.Usable entry, ScanKernel kernel) {
        return switch (check.check(kernel)) {
            case KernelVerdict.Correct _ -> true;
            case KernelVerdict.Wrong wrong -> {
                LOG.atError()
                        .addKeyValue("kernel", entry.id())
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
}
