package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Root may open what is exclusive (ioctl_tty(2), TIOCEXCL), so only another user proves that a port
 * is, and that our own descriptor does not lock us out of it.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
final class NonRootTest {

    private static final String NOBODY = "65534";

    /** What the other user's process needs to load; it cannot read the build's own folders. */
    private static final List<String> NEEDED =
            List.of("mos-core", "mos-asic-drivers", "jssc", "native-lib-loader", "slf4j-api");

    @TempDir Path folder;

    @Test
    void aPortIsExclusiveAndOpensAgainForAnOrdinaryUser() throws Exception {
        assumeTrue(
                "root".equals(System.getProperty("user.name")),
                "needs root to become another user; run as root to see exclusiveness proven");
        Path setpriv = Path.of("/usr/bin/setpriv");
        assumeTrue(Files.isExecutable(setpriv), "needs setpriv (util-linux)");
        open(folder);
        List<String> command =
                List.of(
                        setpriv.toString(),
                        "--reuid=" + NOBODY,
                        "--regid=" + NOBODY,
                        "--clear-groups",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + openFolder("tmp"),
                        "-cp",
                        readableClassPath(),
                        ExclusiveProbe.class.getName(),
                        openFolder("locks").toString());
        Path output = folder.resolve("output");
        Process probe =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        boolean ended = probe.waitFor(60, TimeUnit.SECONDS);
        probe.destroyForcibly();
        String said = Files.readString(output);
        assertTrue(ended, said);
        assertEquals(0, probe.exitValue(), said);
        assertTrue(said.contains(ExclusiveProbe.PROVEN), said);
    }

    private Path openFolder(String name) throws IOException {
        Path made = Files.createDirectories(folder.resolve(name));
        open(made);
        return made;
    }

    private static void open(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
    }

    /** Of these tests; surefire passes its own as a jar that names the others. */
    static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private String readableClassPath() throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            if (NEEDED.stream().anyMatch(entry::contains)) {
                Path copy = folder.resolve("cp" + copies.size());
                copy(Path.of(entry), copy);
                copies.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.copy(file, copy);
                open(copy);
            }
        }
    }
}
