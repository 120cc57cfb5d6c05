package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.skeleton.Skeleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drivers' projects as their authors build them: by Maven, outside of this build, offline. */
@Tag("e2e")
@Timeout(300)
class ProjectBuildTest {

    private static final String SERVICE = "META-INF/services/io.mos.core.device.DeviceDriver";

    @TempDir private Path folder;

    @Test
    void sampleIsGreen() throws Exception {
        Path project = folder.resolve("sample");
        copy(Path.of("src/it/sample-driver"), project);
        builds(project, "icarus-driver.jar", "example.icarus.IcarusDriver");
    }

    @Test
    void skeletonIsGreenAtOnce() throws Exception {
        Path project = folder.resolve("my-board");
        Skeleton.write(project, "my-board");
        builds(project, "my-board-driver.jar", "org.example.myboarddriver.MyBoardDriver");
    }

    /** Its tests pass, and its jar names its driver and holds nothing of ours. */
    private void builds(Path project, String jar, String driver) throws Exception {
        try (OfflineMaven maven = OfflineMaven.prepare(folder.resolve("repository"))) {
            OfflineMaven.Run run = maven.run(project, "verify");
            assertEquals(0, run.exitCode(), run.output());
            assertTrue(run.output().contains("ConformanceTest"), run.output());
        }
        try (JarFile built = new JarFile(project.resolve("target").resolve(jar).toFile())) {
            String named =
                    new String(
                            built.getInputStream(built.getEntry(SERVICE)).readAllBytes(),
                            StandardCharsets.UTF_8);
            assertEquals(driver, named.strip());
            assertEquals(
                    List.of(),
                    built.stream().filter(each -> each.getName().startsWith("io/mos")).toList());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
