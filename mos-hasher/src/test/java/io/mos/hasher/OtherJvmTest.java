package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JVMs and installations that lack something must lose nothing but speed. */
@Timeout(120)
class OtherJvmTest {

    private static final String VECTOR = "--add-modules=jdk.incubator.vector";
    private static final int LIMIT_SECONDS = 100;

    @TempDir private Path folder;

    @Test
    void withoutTheVectorModuleTheOtherKernelsAreThere() throws Exception {
        List<String> lines = run("-Dmos.native.dir=" + folder);
        for (String id : List.of("vector-4", "vector-8x4", "vector-16")) {
            assertTrue(
                    lines.contains(
                            id
                                    + " UNUSABLE JVM started without --add-modules jdk.incubator.vector"),
                    lines.toString());
        }
        assertTrue(lines.contains("digest MADE_FOR_IT CORRECT"), lines.toString());
        assertTrue(lines.contains("first digest"), lines.toString());
    }

    @Test
    void withoutTheNativeLibraryTheOtherKernelsAreThere() throws Exception {
        List<String> lines = run(VECTOR, "-Dmos.native.dir=" + folder);
        assertFalse(lines.stream().anyMatch(line -> line.matches("native-.* CORRECT")));
        assertTrue(lines.contains("vector-8 MERELY_RUNS CORRECT") || isFit(lines, "vector-8"));
        assertTrue(lines.containsAll(List.of("first digest", "more true")), lines.toString());
    }

    @Test
    void withABrokenNativeLibraryTheOtherKernelsAreThere() throws Exception {
        Files.writeString(folder.resolve("libmoshash.so"), "no library at all");
        List<String> lines = run("-Dmos.native.dir=" + folder);
        assertFalse(lines.stream().anyMatch(line -> line.matches("native-.* CORRECT")));
        assertTrue(lines.contains("first digest"), lines.toString());
    }

    /** The JVM is told the CPU has no AVX-512: another form of the same code is the fitting one. */
    @Test
    void takesTheLanesThisJvmHas() throws Exception {
        String arch = System.getProperty("os.arch");
        assumeTrue(arch.equals("amd64"), "UseAVX is a flag of x86-64 JVMs");
        assumeTrue(isFit(run(VECTOR), "vector-16"), "this CPU has no AVX-512");
        List<String> lines = run(VECTOR, "-XX:UseAVX=2");
        assertTrue(isFit(lines, "vector-8"), lines.toString());
        assertTrue(isFit(lines, "vector-8x4"), lines.toString());
        assertFalse(isFit(lines, "vector-16"), lines.toString());
    }

    private static boolean isFit(List<String> lines, String id) {
        return lines.contains(id + " MADE_FOR_IT CORRECT");
    }

    private static List<String> run(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(KernelsOfThisJvm.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), lines.toString());
            return lines;
        } finally {
            process.destroyForcibly();
        }
    }
}
