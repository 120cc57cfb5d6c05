package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every kernel mos has, each with whether this machine can run it. Immutable. */
public final class KernelCatalog {

    private final List<KernelEntry> entries;

    private KernelCatalog(List<KernelEntry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** Just these kernels, {@code digest} first; for tests and trials. */
    public static KernelCatalog of(List<KernelEntry> entries) {
        return new KernelCatalog(entries);
    }

    /** All kernels; loads the native library and the Vector API when they are there. */
    public static KernelCatalog discover() {
        List<KernelEntry> entries = new ArrayList<>();
        entries.add(
                new KernelEntry.Usable(
                        DigestKernel.ID, Family.DIGEST, Fit.MADE_FOR_IT, 1, DigestKernel::new));
        entries.addAll(VectorKernels.entries());
        entries.addAll(NativeKernels.entries(NativeLibrary.find()));
        return new KernelCatalog(entries);
    }

    /** All of them, {@code digest} first. */
    public List<KernelEntry> entries() {
        return entries;
    }

    /** Those this machine can run. */
    public List<KernelEntry.Usable> usable() {
        return entries.stream()
                .filter(KernelEntry.Usable.class::isInstance)
                .map(KernelEntry.Usable.class::cast)
                .toList();
    }

    /** Those made for this machine: what is worth timing. */
    public List<KernelEntry.Usable> fitting() {
        return usable().stream().filter(entry -> entry.fit() == Fit.MADE_FOR_IT).toList();
    }

    /** The kernel of this name, when this machine can run it. */
    public Optional<KernelEntry.Usable> usable(String id) {
        return usable().stream().filter(entry -> entry.id().equals(id)).findFirst();
    }

    /** The kernel that is always there. */
    public KernelEntry.Usable digest() {
        return usable(DigestKernel.ID).orElseThrow();
    }
}
