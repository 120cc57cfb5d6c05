package io.mos.daemon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.daemon.launcher.LauncherRig.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the launcher does before any JVM runs; the JDKs here only tell what they are called with.
 */
final class LauncherTest {

    /** Builds what the launcher looks for, and says what Maven says. */
    private static final String MAVEN =
            """
            echo "maven $*" >>"$LOG"
            echo "[INFO] Building mos-core 0.1.0-SNAPSHOT                      [1/2]"
            echo "[INFO] Building mos-web 0.1.0-SNAPSHOT                       [2/2]"
            mkdir -p "$ROOT/mos-web/target/lib"
            touch "$ROOT/mos-web/target/mos-web-0.1.0.jar" "$ROOT/mos-web/target/lib/a.jar"
            """;

    private final Path folder;
    private final LauncherRig rig;

    LauncherTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        rig = new LauncherRig(folder);
    }

    @Test
    void runsADistributionWithItsJarsAndTheRightFlags() throws Exception {
        rig.distribution("a.jar", "b.jar");
        rig.set("MOS_JAVA_HOME", rig.jdk("named", "25.0.3").toString());
        rig.set("MOS_JVM_FLAGS", "-Xmx99m -Dx=y");
        Result result = rig.run("run", "--config", "with space.toml");
        assertEquals(0, result.code(), result.output());
        List<String> lines = result.output().lines().toList();
        assertEquals("java of named", lines.getFirst());
        int main = lines.indexOf("[io.mos.daemon.Mos]");
        String lib = rig.root() + "/lib/";
        assertEquals("[" + lib + "a.jar:" + lib + "b.jar]", lines.get(main - 1));
        assertEquals(
                List.of("[run]", "[--config]", "[with space.toml]"),
                lines.subList(main + 1, lines.size()));
        assertTrue(lines.contains("[--add-modules=jdk.incubator.vector]"), result.output());
        assertTrue(lines.indexOf("[-Xmx99m]") > lines.indexOf("[-Xmx64m]"), result.output());
        assertTrue(lines.contains("[-Dx=y]"), result.output());
    }

    @Test
    void takesHashPowerAwayWhenTheDaemonIsKilled() throws Exception {
        Result result =
                runDaemon(
                        "mkdir $state/powered-boards; touch $state/powered-boards/gamma; kill -9 $$");
        assertEquals(137, result.code(), result.output());
        assertTrue(result.output().contains("SAFE-OFF gamma"), result.output());
    }

    @Test
    void saysSoWhenHashPowerCannotBeTakenAway() throws Exception {
        Result result = runDaemon("touch $state/powered-boards; kill -9 $$");
        assertTrue(result.output().contains("NOT ALL BOARDS ARE SAFE"), result.output());
    }

    @Test
    void leavesBoardsAloneAfterACleanStop() throws Exception {
        Result result = runDaemon("exit 3");
        assertEquals(3, result.code(), result.output());
        assertFalse(result.output().contains("SAFE-OFF"), result.output());
    }

    @Test
    void passesASignalOnAndWaitsForTheDaemon() throws Exception {
        Result result =
                runDaemon(
                        "trap 'echo told; exit 7' TERM; kill -TERM $PPID;"
                                + " for i in 1 2 3 4 5 6 7 8 9; do sleep 1; done");
        assertEquals(7, result.code(), result.output());
        assertTrue(result.output().contains("told"), result.output());
    }

    /** Runs the launcher with a daemon that is this script. */
    private Result runDaemon(String script) throws IOException, InterruptedException {
        rig.distribution("a.jar");
        Path state = Files.createDirectories(folder.resolve("state"));
        rig.set("MOS_STATE_DIR", state.toString());
        Path home =
                rig.jdkOf(
                        """
                        state=%s
                        case "$*" in
                          *" safe-off")
                            echo "SAFE-OFF $(ls $state/powered-boards)"
                            [ -d $state/powered-boards ]
                            exit
                            ;;
                          *" rehearse") exit 1 ;;
                        esac
                        %s
                        """
                                .formatted(state, script));
        rig.set("MOS_JAVA_HOME", home.toString());
        return rig.run("run");
    }

    @Test
    void followsLinksToItself() throws Exception {
        rig.distribution("a.jar");
        rig.set("MOS_JAVA_HOME", rig.jdk("named", "25").toString());
        Files.move(rig.root().resolve("mos"), rig.root().resolve("real"));
        Files.createSymbolicLink(rig.root().resolve("mos"), Path.of("real"));
        assertTrue(rig.run("help").output().contains(rig.root() + "/lib/a.jar"));
    }

    @Test
    void refusesANamedJdkOfAnotherVersion() throws Exception {
        rig.distribution("a.jar");
        Path named = rig.jdk("named", "17.0.15");
        rig.set("MOS_JAVA_HOME", named.toString());
        assertEquals(
                new Result(1, "mos: MOS_JAVA_HOME=" + named + " is no JDK 25\n"), rig.run("run"));
    }

    @Test
    void takesJavaHomeBeforeThePath() throws Exception {
        rig.distribution("a.jar");
        rig.set("JAVA_HOME", rig.jdk("home-25", "25.0.1").toString());
        linkJavaTo(rig.jdk("path-25", "25.0.2"));
        assertEquals("java of home-25", firstLine("run"));
    }

    @Test
    void takesThePathWhenJavaHomeIsOlder() throws Exception {
        rig.distribution("a.jar");
        rig.set("JAVA_HOME", rig.jdk("home-17", "17.0.15").toString());
        linkJavaTo(rig.jdk("path-25", "25.0.2"));
        assertEquals("java of path-25", firstLine("run"));
    }

    @Test
    void takesTheRuntimeOfADistributionFirst() throws Exception {
        rig.distribution("a.jar");
        rig.set("JAVA_HOME", rig.jdk("home-25", "25.0.1").toString());
        rig.jdk("root/runtime", "25.0.3");
        assertEquals("java of root/runtime", firstLine("run"));
    }

    @Test
    void looksIntoTheFoldersJdksAreInstalledIn() throws Exception {
        Assumptions.assumeTrue(LauncherRig.canHide(), "skipped: this user cannot hide the JDKs");
        rig.distribution("a.jar");
        rig.set("JAVA_HOME", rig.jdk("home-17", "17.0.15").toString());
        rig.jdk("home/.sdkman/candidates/java/25.0.3-tem", "25.0.3");
        Result result = rig.runWithout(LauncherRig.INSTALL_FOLDERS, "run");
        assertTrue(
                result.output().startsWith("java of home/.sdkman/candidates/java/25.0.3-tem\n"),
                result.output());
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        Assumptions.assumeTrue(LauncherRig.canHide(), "skipped: this user cannot hide the JDKs");
        rig.distribution("a.jar");
        linkJavaTo(rig.jdk("path-17", "17.0.15"));
        Result result = rig.runWithout(LauncherRig.INSTALL_FOLDERS, "run");
        assertEquals(1, result.code(), result.output());
        assertTrue(
                result.output().startsWith("mos: needs JDK 25 and found none.\n"), result.output());
        assertTrue(result.output().contains("apt install temurin-25-jdk"), result.output());
        assertTrue(result.output().contains("repository, which must be added"), result.output());
        assertTrue(result.output().contains("MOS_JAVA_HOME="), result.output());
    }

    @Test
    void saysWhenThereIsNothingToRun() throws Exception {
        rig.set("MOS_JAVA_HOME", rig.jdk("named", "25").toString());
        Result result = rig.run("run");
        assertEquals(1, result.code());
        assertTrue(result.output().contains("neither a checkout nor a distribution"));
    }

    @Test
    void buildsACheckoutOnFirstUseAndWhenASourceChanged() throws Exception {
        Path source = checkout();
        rig.tool("npm", "");
        Result first = rig.run("config", "check");
        assertEquals(0, first.code(), first.output());
        assertTrue(first.output().contains("[1/2] mos-core"), first.output());
        assertTrue(first.output().contains("mos: built in "), first.output());
        assertTrue(first.output().endsWith("[config]\n[check]\n"), first.output());
        assertFalse(rig.run("config").output().contains("building"), "nothing changed");
        Files.setLastModifiedTime(source, later(source));
        assertTrue(rig.run("config").output().contains("building"), "a source changed");
        assertEquals(2, Files.readAllLines(folder.resolve("maven-log")).size());
    }

    @Test
    void takesWhatWasBuiltByHand() throws Exception {
        checkout();
        Path jar = rig.root().resolve("mos-web/target/mos-web-0.1.0.jar");
        Files.createDirectories(rig.root().resolve("mos-web/target/lib"));
        Files.createFile(jar);
        Files.setLastModifiedTime(jar, later(jar));
        Result result = rig.run("config");
        assertTrue(result.output().startsWith("java of named\n"), result.output());
    }

    @Test
    void leavesTheWebPageOutWithoutNpmAndSaysSo() throws Exception {
        checkout();
        Result result = rig.run("demo");
        assertTrue(
                result.output()
                        .contains(
                                "mos: no npm, so the web page is left out"
                                        + " (Debian: apt install npm)\n"),
                result.output());
        assertTrue(Files.readString(folder.resolve("maven-log")).contains(" -DskipUi"));
    }

    @Test
    void showsWhyABuildFailedAndBuildsAgainNextTime() throws Exception {
        checkout();
        rig.tool("mvn", "echo '[INFO] noise'; echo '[ERROR] no such symbol'; exit 1\n");
        Result result = rig.run("demo");
        assertEquals(1, result.code());
        assertTrue(result.output().contains("\n[ERROR] no such symbol\n"), result.output());
        assertFalse(result.output().contains("noise"), result.output());
        assertTrue(
                result.output().contains("the build failed; the whole log is in " + rig.root()),
                result.output());
        rig.tool("mvn", MAVEN);
        assertEquals(0, rig.run("demo").code());
    }

    @Test
    void saysThatBuildingNeedsMaven() throws Exception {
        checkout();
        Files.delete(folder.resolve("tools/mvn"));
        assertEquals(
                new Result(1, "mos: building needs Maven (Debian: apt install maven)\n"),
                rig.run("demo"));
    }

    /** A checkout of one source file, that file. */
    private Path checkout() throws IOException {
        rig.set("MOS_JAVA_HOME", rig.jdk("named", "25").toString());
        rig.set("LOG", folder.resolve("maven-log").toString());
        rig.set("ROOT", rig.root().toString());
        rig.tool("mvn", MAVEN);
        Path sources = Files.createDirectories(rig.root().resolve("mos-web/src/main"));
        Files.writeString(rig.root().resolve("pom.xml"), "");
        Files.writeString(rig.root().resolve("mos-web/pom.xml"), "");
        return Files.writeString(sources.resolve("A.java"), "");
    }

    /** As {@code update-alternatives} does, by way of links. */
    private void linkJavaTo(Path home) throws IOException {
        Path alternative = folder.resolve("alternative");
        Files.createSymbolicLink(alternative, home.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("tools/java"), alternative);
    }

    private String firstLine(String... words) throws IOException, InterruptedException {
        return rig.run(words).output().lines().findFirst().orElse("");
    }

    private static FileTime later(Path file) throws IOException {
        return FileTime.from(
                Files.getLastModifiedTime(file).toInstant().plus(Duration.ofMinutes(1)));
    }
}
