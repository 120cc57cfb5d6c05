package io.mos.hasher.kernel;

import io.mos.hasher.kernel.KernelEntry.Family;
import io.mos.hasher.kernel.KernelEntry.Fit;
import io.mos.hasher.kernel.NativeLibrary.Feature;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The catalogue's native part: what the library holds and this CPU can run. */
final class NativeKernels {

    private static final String X86 = "x86_64";
    private static final String ARM = "aarch64";

    private static final List<Form> FORMS =
            List.of(
                    new Form("shani", X86, Feature.SHANI),
                    new Form("avx512", X86, Feature.AVX512),
                    new Form("armsha2", ARM, Feature.ARM_SHA2),
                    new Form("neon", ARM, Feature.NEON));

    private NativeKernels() {}

    static List<KernelEntry> entries(Optional<NativeLibrary> library) {
        List<KernelEntry> entries = new ArrayList<>();
        for (Form form : FORMS) {
            entries.add(entry(form.name(), 1, form, library));
            entries.add(entry(form.name() + "x4", ScanJob.SHARED_WIDTH, form, library));
        }
        return entries;
    }

    private static KernelEntry entry(
            String name, int width, Form form, Optional<NativeLibrary> library) {
        String id = "native-" + name;
        if (!NativeLibrary.platform().endsWith(form.arch())) {
            return new KernelEntry.Unusable(id, "made for " + form.arch());
        }
        if (library.isEmpty()) {
            return new KernelEntry.Unusable(id, "no native library was built or installed");
        }
        if (!library.get().supports(form.feature())) {
            return new KernelEntry.Unusable(id, "this CPU has no " + form.feature().title());
        }
        Optional<MethodHandle> function = library.get().scanFunction(name);
        if (function.isEmpty()) {
            return new KernelEntry.Unusable(id, "not in the native library");
        }
        MethodHandle scan = function.get();
        return new KernelEntry.Usable(
                id, Family.NATIVE, Fit.MADE_FOR_IT, width, () -> new NativeKernel(scan, width));
    }

    private record Form(String name, String arch, Feature feature) {}
}
