package io.mos.hasher.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code libmoshash.so} of this machine's architecture, when it is there: in the directory named by
 * the system property {@value #DIRECTORY_PROPERTY}, else in {@code native/<os>-<arch>/} beside this
 * class's jar (or classes directory). A missing or unreadable library costs only speed.
 */
final class NativeLibrary {

    static final String DIRECTORY_PROPERTY = "mos.native.dir";

    private static final Logger LOG = LoggerFactory.getLogger(NativeLibrary.class);

    private static final String FILE_NAME = "libmoshash.so";

    private final SymbolLookup symbols;
    private final int features;

    /**
     * @param features bits of {@link Feature} that the CPU and the operating system have
     */
    NativeLibrary(SymbolLookup symbols, int features) {
        this.symbols = symbols;
        this.features = features;
    }

    /** The library of this machine, loaded for the life of the process. */
    static Optional<NativeLibrary> find() {
        return directory()
                .map(directory -> directory.resolve(FILE_NAME))
                .flatMap(NativeLibrary::load);
    }

    /** Loads one file; empty, with one line in the log, when it is absent or cannot be used. */
    @SuppressWarnings("restricted") // native access is this class's purpose
    static Optional<NativeLibrary> load(Path file) {
        if (!Files.isReadable(file)) {
            LOG.atDebug().addKeyValue("file", file).log("no native kernels");
            return Optional.empty();
        }
        try {
            SymbolLookup symbols = SymbolLookup.libraryLookup(file, Arena.global());
            return Optional.of(new NativeLibrary(symbols, readFeatures(symbols)));
        } catch (IllegalArgumentException | IllegalCallerException | NoSuchElementException e) {
            LOG.atWarn()
                    .addKeyValue("file", file)
                    .addKeyValue("reason", e.getMessage())
                    .log("native kernels not usable");
            return Optional.empty();
        }
    }

    /** Whether the CPU and the operating system can run kernels that need this feature. */
    boolean supports(Feature feature) {
        return (features & feature.bit) != 0;
    }

    /** The kernel function behind {@code mos_scan_<name>}; call it only when it is supported. */
    @SuppressWarnings("restricted")
    Optional<MethodHandle> scanFunction(String name) {
        return symbols.find("mos_scan_" + name)
                .map(address ->
                        Linker.nativeLinker()
                                .downcallHandle(
                                        address,
                                        FunctionDescriptor.of(
                                                ValueLayout.JAVA_INT,
                                                ValueLayout.ADDRESS,
                                                ValueLayout.JAVA_INT,
                                                ValueLayout.JAVA_INT,
                                                ValueLayout.ADDRESS)));
    }

    /** What a kernel needs of the CPU; the bits of {@code mos_features()} in features.c. */
    enum Feature {
        SHANI(1, "SHA and AVX instructions"),
        AVX512(2, "AVX-512F"),
        ARM_SHA2(4, "SHA2 instructions"),
        NEON(8, "NEON");

        private final int bit;
        private final String title;

        Feature(int bit, String title) {
            this.bit = bit;
            this.title = title;
        }

        int bit() {
            return bit;
        }

        String title() {
            return title;
        }
    }

    /** {@code linux-x86_64}, {@code linux-aarch64}. */
    static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).replace(" ", "");
        String arch = System.getProperty("os.arch");
        return os + "-" + (arch.equals("amd64") ? "x86_64" : arch);
    }

    private static Optional<Path> directory() {
        String named = System.getProperty(DIRECTORY_PROPERTY, "");
        if (!named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        CodeSource source = NativeLibrary.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return Optional.empty();
        }
        try {
            Path home = Path.of(source.getLocation().toURI());
            return Optional.of(home.resolveSibling("native").resolve(platform()));
        } catch (URISyntaxException | FileSystemNotFoundException | IllegalArgumentException e) {
            LOG.atDebug().setCause(e).log("the classes do not lie in a file system");
            return Optional.empty();
        }
    }

    @SuppressWarnings("restricted")
    private static int readFeatures(SymbolLookup symbols) {
        MethodHandle features =
                Linker.nativeLinker()
                        .downcallHandle(
                                symbols.findOrThrow("mos_features"),
                                FunctionDescriptor.of(ValueLayout.JAVA_INT));
        try {
            return (int) features.invokeExact();
        } catch (Throwable e) {
            // Declared by every method handle; C code throws nothing.
            throw new IllegalStateException("mos_features failed", e);
        }
    }
}
