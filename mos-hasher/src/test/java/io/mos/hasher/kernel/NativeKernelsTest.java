package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A wrong instruction ends the process, so a kernel is not even looked up before the CPU agrees.
 */
class NativeKernelsTest {

    private static final int ALL_FEATURES = -1;

    @Test
    void looksUpNoKernelThatTheCpuCannotRun() {
        SymbolLookup forbidden = name -> fail("looked up " + name);
        List<KernelEntry> entries =
                NativeKernels.entries(Optional.of(new NativeLibrary(forbidden, 0)));
        assertEquals(8, entries.size());
        for (KernelEntry entry : entries) {
            String reason = reason(entry);
            assertTrue(
                    reason.startsWith("this CPU has no ") || reason.startsWith("made for "),
                    reason);
        }
        assertTrue(entries.stream().anyMatch(entry -> reason(entry).startsWith("this CPU has")));
    }

    @Test
    void looksUpOnlyWhatEachFeatureAllows() {
        for (NativeLibrary.Feature feature : NativeLibrary.Feature.values()) {
            List<String> asked = new ArrayList<>();
            SymbolLookup recording =
                    name -> {
                        asked.add(name);
                        return Optional.empty();
                    };
            NativeKernels.entries(Optional.of(new NativeLibrary(recording, feature.bit())));
            String name = "mos_scan_" + feature.name().toLowerCase(Locale.ROOT).replace("_", "");
            assertTrue(
                    asked.isEmpty() || asked.equals(List.of(name, name + "x4")), asked.toString());
        }
    }

    @Test
    void survivesALibraryThatLacksAKernel() {
        NativeLibrary empty = new NativeLibrary(_ -> Optional.empty(), ALL_FEATURES);
        for (KernelEntry entry : NativeKernels.entries(Optional.of(empty))) {
            String reason = reason(entry);
            assertTrue(
                    reason.equals("not in the native library") || reason.startsWith("made for "),
                    reason);
        }
    }

    @Test
    void isAbsentWithoutALibrary() {
        List<String> reasons =
                NativeKernels.entries(Optional.empty()).stream()
                        .map(NativeKernelsTest::reason)
                        .distinct()
                        .toList();
        assertTrue(reasons.contains("no native library was built or installed"));
    }

    @Test
    void doesNotLoadWhatIsNoLibrary(@TempDir Path folder) throws IOException {
        Path text = Files.writeString(folder.resolve("libmoshash.so"), "no library at all");
        assertEquals(Optional.empty(), NativeLibrary.load(text));
        assertEquals(Optional.empty(), NativeLibrary.load(folder.resolve("missing.so")));
    }

    /** The jar is made of the classes' directory. */
    @Test
    void noLibraryLiesAmongTheClasses() throws Exception {
        Path classes =
                Path.of(
                        ScanKernel.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            assertEquals(List.of(), files.filter(file -> file.toString().endsWith(".so")).toList());
        }
    }

    private static String reason(KernelEntry entry) {
        return switch (entry) {
            case KernelEntry.Usable usable -> fail(usable.id() + " was taken for usable");
            case KernelEntry.Unusable unusable -> unusable.reason();
        };
    }
}
