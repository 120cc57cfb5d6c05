package io.mos.drivers.kit;

import io.mos.core.device.DeviceDriver;
import io.mos.core.testkit.Needs;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.board.BoardFileDriver;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Maven with a repository of its own: what this build fetched, by links, and the artifacts of this
 * build as if they had been installed. The machine's own repository stays as it is.
 */
final class OfflineMaven implements AutoCloseable {

    private static final String OURS = "io/mos";
    private static final int LIMIT_SECONDS = 240;

    private final Path repository;

    /** What became of it. */
    record Run(int exitCode, String output) {}

    private OfflineMaven(Path repository) {
        this.repository = repository;
    }

    static OfflineMaven prepare(Path repository) throws IOException {
        Path fetched =
                Path.of(
                        System.getProperty(
                                "localRepository",
                                System.getProperty("user.home") + "/.m2/repository"));
        Needs.that(Files.isDirectory(fetched), "no Maven repository at " + fetched);
        Files.createDirectories(repository.resolve("io"));
        link(fetched, repository, "io");
        link(fetched.resolve("io"), repository.resolve("io"), "mos");
        OfflineMaven maven = new OfflineMaven(repository);
        maven.install();
        return maven;
    }

    private static void link(Path from, Path to, String without) throws IOException {
        try (Stream<Path> folders = Files.list(from)) {
            for (Path folder : folders.toList()) {
                if (!folder.endsWith(without)) {
                    Files.createSymbolicLink(to.resolve(folder.getFileName()), folder);
                }
            }
        }
    }

    /** Runs in a project's folder; its whole output, which is some lines. */
    Run run(Path project, String... goals) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "mvn",
                                "-B",
                                "-o",
                                "-ntp",
                                "-Dstyle.color=never",
                                "-Dmaven.repo.local=" + repository));
        command.addAll(List.of(goals));
        Path log = project.resolve("maven.log");
        Process process =
                new ProcessBuilder(command)
                        .directory(project.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("Maven did not end:\n" + Files.readString(log));
        }
        return new Run(process.exitValue(), Files.readString(log));
    }

    /** Takes the links away, so that nobody who deletes the folder could follow one. */
    @Override
    public void close() throws IOException {
        unlink(repository.resolve("io"));
        unlink(repository);
    }

    private static void unlink(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                Files.delete(link);
            }
        }
    }

    private void install() throws IOException {
        Path root = Path.of("..").toRealPath();
        String version = version(root.resolve("pom.xml"));
        pom(root.resolve("pom.xml"), "mos", version);
        pom(root.resolve("mos-core/pom.xml"), "mos-core", version);
        pom(root.resolve("mos-asic-drivers/pom.xml"), "mos-asic-drivers", version);
        jar(DeviceDriver.class, "mos-core", version, "");
        jar(VirtualTime.class, "mos-core", version, "-tests");
        jar(BoardFileDriver.class, "mos-asic-drivers", version, "");
        jar(DriverConformance.class, "mos-asic-drivers", version, "-tests");
    }

    private static String version(Path pom) throws IOException {
        return Files.readString(pom, StandardCharsets.UTF_8)
                .replaceFirst("(?s).*?<artifactId>mos</artifactId>\\s*<version>([^<]+)<.*", "$1");
    }

    private Path place(String artifact, String version, String ending) throws IOException {
        Path folder = repository.resolve(OURS).resolve(artifact).resolve(version);
        Files.createDirectories(folder);
        return folder.resolve(artifact + "-" + version + ending);
    }

    private void pom(Path from, String artifact, String version) throws IOException {
        Files.copy(from, place(artifact, version, ".pom"));
    }

    /** From where this process has the class: a jar, or the folder it will be made of. */
    private void jar(Class<?> type, String artifact, String version, String classifier)
            throws IOException {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        Path from = Path.of(source.getLocation().getPath());
        Path to = place(artifact, version, classifier + ".jar");
        if (Files.isRegularFile(from)) {
            Files.copy(from, to);
            return;
        }
        try (OutputStream out = Files.newOutputStream(to);
                JarOutputStream packed = new JarOutputStream(out);
                Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                packed.putNextEntry(new JarEntry(from.relativize(file).toString()));
                Files.copy(file, packed);
                packed.closeEntry();
            }
        }
    }
}
