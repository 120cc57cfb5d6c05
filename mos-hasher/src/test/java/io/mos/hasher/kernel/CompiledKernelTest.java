package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mos.core.chain.Target;
import io.mos.core.testkit.Gen;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the kernels are once the JIT is through with them. */
class CompiledKernelTest {

    /** What a clone of the JDK's SHA-256 takes; the limit the digest kernel promises. */
    private static final double DIGEST_BYTES_PER_HASH = 320;

    private static final int WARM_UP_CPU_MILLIS = 60_000;

    /** The call into C is Java code as well and allocates a little until it is compiled. */
    private static final int SETTLE_CPU_MILLIS = 300;

    private static final int SCANS = 64;
    private static final int WORDS_PER_SCAN = 1 << 12;

    /**
     * HotSpot compiles nothing above 8000 bytecodes (HugeMethodLimit). C1 with profiling gives up
     * much sooner, at some 3200 of ours, and then the method may never reach C2.
     */
    private static final int MAX_BYTECODES = 2500;

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * What each native kernel needs, in Linux's words; no x86 CPU has ARM's flags or the reverse.
     */
    private static final Map<String, Set<String>> NATIVE_BY_FLAGS =
            Map.of(
                    "native-shani", Set.of("sha_ni", "avx"),
                    "native-avx512", Set.of("avx512f"),
                    "native-armsha2", Set.of("sha2"),
                    "native-neon", Set.of("asimd"));

    private static final KernelCatalog CATALOG = KernelCatalog.discover();

    static Stream<String> usableKernels() {
        return CATALOG.usable().stream().map(KernelEntry::id);
    }

    /**
     * So that a build that lost its native kernels does not pass by looking at the others alone.
     * What the CPU has is Linux's word, not that of our library.
     */
    @Test
    void buildsTheNativeKernelsOfThisCpuWhereThereIsACompiler() throws IOException {
        assumeTrue(isOnPath("gcc"), "no gcc: the build makes no native kernels");
        Set<String> flags = cpuFlags();
        Set<String> expected = new TreeSet<>();
        NATIVE_BY_FLAGS.forEach((kernel, needed) -> {
            if (flags.containsAll(needed)) {
                expected.add(kernel);
                expected.add(kernel + "x4");
            }
        });
        Set<String> present = new TreeSet<>(usableKernels().toList());
        present.removeIf(id -> !id.startsWith("native-"));
        assertEquals(expected, present);
    }

    /** Words of x86's line {@code flags} or ARM's line {@code Features}. */
    private static Set<String> cpuFlags() throws IOException {
        assumeTrue(Files.isReadable(CPU_INFO), "what the CPU has is read from Linux's /proc");
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("flags") || line.startsWith("Features"))
                    .flatMap(line -> Stream.of(line.replaceAll(".*:", "").strip().split(" ", -1)))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("usableKernels")
    void allocatesNothingPerHashAndStaysCorrect(String id) {
        KernelEntry.Usable entry = CATALOG.usable(id).orElseThrow();
        KernelCheck check = KernelCheck.thorough(new SeededEntropy(Gen.ofSeed(3)));
        KernelTimer timer = new KernelTimer(new SeededEntropy(Gen.ofSeed(4)));
        ScanKernel kernel = entry.opener().get();
        assertTrue(KernelWarmup.run(entry, kernel, timer, WARM_UP_CPU_MILLIS), "never compiled");
        timer.time(kernel, SETTLE_CPU_MILLIS);
        double allocated = fewestBytesPerHash(kernel);
        double limit =
                switch (entry.family()) {
                    case DIGEST -> DIGEST_BYTES_PER_HASH;
                    case VECTOR, NATIVE -> 0;
                };
        assertTrue(allocated <= limit, allocated + " bytes a hash");
        assertInstanceOf(KernelVerdict.Correct.class, check.check(kernel));
    }

    /**
     * The best of many scans: what the JVM does beside one of them, such as going back to the
     * interpreter for a moment, is not the kernel's way.
     */
    private static double fewestBytesPerHash(ScanKernel kernel) {
        var headers = KernelCheck.versionsOf(KnownAnswers.HEADERS.getFirst());
        ScanJob job =
                kernel.width() == 1
                        ? ScanJob.of(headers.getFirst(), Target.DIFFICULTY_1)
                        : ScanJob.shared(headers, Target.DIFFICULTY_1);
        Candidates found = new Candidates(Candidates.MIN_CAPACITY);
        ThreadMeter meter = new ThreadMeter();
        kernel.scan(job, 0, WORDS_PER_SCAN, found);
        long fewest = Long.MAX_VALUE;
        for (int i = 0; i < SCANS; i++) {
            long before = meter.allocatedBytes();
            int scanned = kernel.scan(job, i * WORDS_PER_SCAN, WORDS_PER_SCAN, found);
            long after = meter.allocatedBytes();
            assertEquals(WORDS_PER_SCAN, scanned);
            fewest = Math.min(fewest, after - before);
        }
        return (double) fewest / WORDS_PER_SCAN / kernel.width();
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8, 16})
    void generatedMethodsAreSmallEnoughForTheJit(int lanes) throws IOException {
        List<MethodModel> methods = classModel("Vector" + lanes + "Kernel").methods();
        assertFalse(methods.isEmpty());
        for (MethodModel method : methods) {
            int bytecodes =
                    method.code()
                            .filter(CodeAttribute.class::isInstance)
                            .map(code -> ((CodeAttribute) code).codeLength())
                            .orElse(0);
            String name = method.methodName().stringValue();
            assertTrue(bytecodes <= MAX_BYTECODES, name + " has " + bytecodes + " bytecodes");
        }
    }

    @Test
    void offersOneVectorFormForThisMachine() {
        List<String> fitting =
                CATALOG.fitting().stream()
                        .filter(entry -> entry.family() == KernelEntry.Family.VECTOR)
                        .map(KernelEntry::id)
                        .toList();
        assertTrue(fitting.size() == 2 || fitting.isEmpty(), fitting.toString());
    }

    private static ClassModel classModel(String name) throws IOException {
        try (InputStream in = ScanKernel.class.getResourceAsStream(name + ".class")) {
            return ClassFile.of().parse(in.readAllBytes());
        }
    }
}
