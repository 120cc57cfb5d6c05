package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the build makes by itself, made once more in a folder of its own. */
@Timeout(120)
class GeneratorTest {

    private static final Path SOURCES = Path.of("src/main/c");
    private static final Path GENERATED = Path.of("target/generated-sources/kernels");
    private static final Path GENERATOR =
            Path.of("src/gen/java/io/mos/hasher/gen/BuildKernels.java");
    private static final int LIMIT_SECONDS = 100;

    @TempDir private Path folder;

    @BeforeEach
    void copySources() throws IOException {
        Path copies = Files.createDirectories(folder.resolve(SOURCES));
        for (Path source : files(SOURCES)) {
            Files.copy(source, copies.resolve(source.getFileName()));
        }
    }

    @Test
    void withoutACompilerTheVectorKernelsAreWrittenAndNothingElseIsMissed() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("bin"));
        String output = generate(empty);
        assertTrue(output.contains("No native kernels: gcc is not installed."), output);
        assertFalse(Files.exists(folder.resolve("target/native")));
        assertSameAsTheBuild();
    }

    @Test
    void aCompilerThatFailsCostsTheNativeKernelsAlone() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path gcc = Files.writeString(bin.resolve("gcc"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(gcc, PosixFilePermissions.fromString("rwx------"));
        String output = generate(bin);
        assertTrue(output.contains("gcc failed"), output);
        assertEquals(List.of(), files(folder.resolve("target/native")));
        assertSameAsTheBuild();
    }

    /** Generated sources live in target, which is never committed. */
    @Test
    void nothingGeneratedLiesAmongTheSources() throws IOException {
        List<String> generated =
                files(GENERATED).stream().map(file -> file.getFileName().toString()).toList();
        assertEquals(4, generated.size(), generated.toString());
        for (Path source : files(Path.of("src"))) {
            String name = source.getFileName().toString();
            boolean isTheGeneratorsOwn = source.startsWith("src/gen");
            assertFalse(generated.contains(name) && !isTheGeneratorsOwn, name);
            assertFalse(name.endsWith(".so"), name);
        }
    }

    private void assertSameAsTheBuild() throws IOException {
        for (Path built : files(GENERATED)) {
            Path again = folder.resolve(built);
            assertEquals(Files.readString(built), Files.readString(again), built.toString());
        }
    }

    private String generate(Path path) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        GENERATOR.toString(),
                        folder.toString());
        builder.environment().put("PATH", path.toString());
        Process process = builder.redirectErrorStream(true).start();
        try {
            String output = process.inputReader().lines().collect(Collectors.joining("\n"));
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(0, process.exitValue(), output);
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
