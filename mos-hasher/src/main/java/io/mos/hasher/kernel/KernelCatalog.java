package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every kernel mos has, each with whether this machine can run it. The Vector API is loaded only
 * when somebody asks for its kernels: a start that hashes by native code need not pay for it.
 * Thread-safe.
 */
public final class KernelCatalog {

    private final List<KernelEntry> digest;
    private final Supplier<List<KernelEntry>> vectorLoader;
    private final List<KernelEntry> natives;
    private @Nullable List<KernelEntry> vectors;

    private KernelCatalog(
            List<KernelEntry> digest,
            Supplier<List<KernelEntry>> vectorLoader,
            List<KernelEntry> natives) {
        this.digest = List.copyOf(digest);
        this.vectorLoader = vectorLoader;
        this.natives = List.copyOf(natives);
    }

    /** Just these kernels, {@code digest} first; for tests and trials. */
    public static KernelCatalog of(List<KernelEntry.Usable> entries) {
        return new KernelCatalog(
                List.copyOf(ofFamily(entries, Family.DIGEST)),
                () -> List.copyOf(ofFamily(entries, Family.VECTOR)),
                List.copyOf(ofFamily(entries, Family.NATIVE)));
    }

    /** All kernels; loads the native library when it is there. */
    public static KernelCatalog discover() {
        KernelEntry digest =
                new KernelEntry.Usable(
                        DigestKernel.ID, Family.DIGEST, Fit.MADE_FOR_IT, 1, DigestKernel::new);
        return new KernelCatalog(
                List.of(digest),
                VectorKernels::entries,
                NativeKernels.entries(NativeLibrary.find()));
    }

    /** What all kernels are called, wherever they run; loads none of them. */
    public static List<String> names() {
        List<String> names = new ArrayList<>();
        names.add(DigestKernel.ID);
        names.addAll(VectorKernels.ids());
        NativeKernels.entries(Optional.empty()).forEach(entry -> names.add(entry.id()));
        return names;
    }

    /** All of them, {@code digest} first. */
    public List<KernelEntry> entries() {
        List<KernelEntry> all = new ArrayList<>(digest);
        all.addAll(vectors());
        all.addAll(natives);
        return all;
    }

    /** Those this machine can run. */
    public List<KernelEntry.Usable> usable() {
        return usable(entries());
    }

    /** Those made for this machine: what is worth timing. */
    public List<KernelEntry.Usable> fitting() {
        return fitting(entries());
    }

    /** Those of one family that are made for this machine. */
    public List<KernelEntry.Usable> fitting(Family family) {
        return fitting(
                switch (family) {
                    case DIGEST -> digest;
                    case VECTOR -> vectors();
                    case NATIVE -> natives;
                });
    }

    /** The kernel of this name, when this machine can run it. */
    public Optional<KernelEntry.Usable> usable(String id) {
        return named(id, digest).or(() -> named(id, natives)).or(() -> named(id, vectors()));
    }

    /** The kernel that is always there. */
    public KernelEntry.Usable digest() {
        return fitting(Family.DIGEST).getFirst();
    }

    private synchronized List<KernelEntry> vectors() {
        List<KernelEntry> loaded = vectors;
        if (loaded == null) {
            loaded = List.copyOf(vectorLoader.get());
            vectors = loaded;
        }
        return loaded;
    }

    private static Optional<KernelEntry.Usable> named(String id, List<KernelEntry> entries) {
        return usable(entries).stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    private static List<KernelEntry.Usable> usable(List<KernelEntry> entries) {
        return entries.stream()
                .filter(KernelEntry.Usable.class::isInstance)
                .map(KernelEntry.Usable.class::cast)
                .toList();
    }

    private static List<KernelEntry.Usable> fitting(List<KernelEntry> entries) {
        return usable(entries).stream().filter(entry -> entry.fit() == Fit.MADE_FOR_IT).toList();
    }

    private static List<KernelEntry.Usable> ofFamily(
            List<KernelEntry.Usable> entries, Family family) {
        return entries.stream().filter(entry -> entry.family() == family).toList();
    }
}
