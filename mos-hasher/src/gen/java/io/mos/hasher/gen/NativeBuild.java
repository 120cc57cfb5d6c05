package io.mos.hasher.gen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Compiles the C kernels for every architecture a compiler is found for. None found is no failure:
 * mos then hashes with its Java kernels.
 */
final class NativeBuild {

    private static final String LIBRARY = "libmoshash.so";

    /** Every machine of the architecture can load the result: wider code sits behind attributes. */
    private static final List<String> FLAGS =
            List.of(
                    "-O3",
                    "-std=c11",
                    "-fPIC",
                    "-shared",
                    "-fvisibility=hidden",
                    "-Wall",
                    "-Wextra",
                    "-s",
                    "-Wl,--build-id=none");

    private static final int COMPILE_LIMIT_MINUTES = 5;

    private final Path sources;
    private final Path output;

    NativeBuild(Path sources, Path output) {
        this.sources = sources;
        this.output = output;
    }

    void run() throws IOException, InterruptedException {
        if (!System.getProperty("os.name").equals("Linux")) {
            System.out.println("No native kernels: they are built on Linux only.");
            return;
        }
        String host = architecture();
        compile("gcc", host);
        for (String other : List.of("x86_64", "aarch64")) {
            if (!other.equals(host) && onPath(other + "-linux-gnu-gcc")) {
                compile(other + "-linux-gnu-gcc", other);
            }
        }
    }

    private void compile(String compiler, String architecture)
            throws IOException, InterruptedException {
        if (!onPath(compiler)) {
            System.out.println("No native kernels: " + compiler + " is not installed.");
            return;
        }
        Path library = output.resolve("linux-" + architecture).resolve(LIBRARY);
        if (isCurrent(library)) {
            return;
        }
        Files.createDirectories(library.getParent());
        List<String> command = new ArrayList<>(List.of(compiler));
        command.addAll(FLAGS);
        command.addAll(List.of("-o", LIBRARY));
        for (Path source : sourceFiles(".c")) {
            command.add(source.toAbsolutePath().toString());
        }
        Process process =
                new ProcessBuilder(command)
                        .directory(library.getParent().toFile())
                        .inheritIO()
                        .start();
        if (!process.waitFor(COMPILE_LIMIT_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        if (process.waitFor() != 0) {
            Files.deleteIfExists(library);
            System.out.println("No native kernels for " + architecture + ": " + compiler + " failed.");
        }
    }

    private boolean isCurrent(Path library) throws IOException {
        if (!Files.exists(library)) {
            return false;
        }
        FileTime built = Files.getLastModifiedTime(library);
        for (Path source : sourceFiles("")) {
            if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
                return false;
            }
        }
        return true;
    }

    private List<Path> sourceFiles(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("amd64") ? "x86_64" : arch;
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
