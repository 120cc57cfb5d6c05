package io.mos.daemon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import io.mos.daemon.launcher.LauncherRig.Result;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The start-up cache (JEP 514) with a real JDK and a distribution made of the test's class path.
 */
@Tag("e2e")
@Timeout(300)
final class StartCacheE2eTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String FROM_CACHE = "io.mos.daemon.RunVerb source: shared objects file";

    private final Path state;
    private final Path loaded;
    private final LauncherRig rig;

    StartCacheE2eTest(@TempDir Path folder) throws IOException {
        state = folder.resolve("state");
        loaded = folder.resolve("loaded");
        rig = new LauncherRig(folder);
        rig.set("MOS_JAVA_HOME", System.getProperty("java.home"));
        rig.set("MOS_STATE_DIR", state.toString());
        rig.set("MOS_JVM_FLAGS", "-Xlog:class+load:file=" + loaded);
        rig.distributionOfThisBuild();
    }

    @Test
    void startsFromTheCacheUntilItNoLongerFits() throws Exception {
        Result made = rig.run("make-start-cache");
        assertEquals(0, made.code(), made.output());
        Path cache = onlyCache();
        assertEquals(cache + "\n", made.output());
        runs();
        assertTrue(Files.readString(loaded).contains(FROM_CACHE), "the cache is used");

        damage(cache);
        runs();
        assertTrue(!Files.readString(loaded).contains(FROM_CACHE), "a damaged cache is not used");

        Path jar = rig.root().resolve("lib").resolve("mos-0.jar");
        FileTime before = Files.getLastModifiedTime(jar);
        Files.setLastModifiedTime(jar, FileTime.from(before.toInstant().plusSeconds(5)));
        runs();
        assertTrue(!Files.readString(loaded).contains(FROM_CACHE), "a stale cache is not used");
        Await.until("another is made", PATIENCE, () -> !caches().contains(cache) && isDone());
        assertNotEquals(cache, onlyCache());
        runs();
        assertTrue(Files.readString(loaded).contains(FROM_CACHE), "the new cache is used");
    }

    /** The verb that goes the way of a user's run and ends by itself. */
    private void runs() throws IOException, InterruptedException {
        Result result = rig.run("rehearse");
        assertEquals(0, result.code(), result.output());
        assertTrue(result.output().contains("share accepted"), result.output());
    }

    /** As a bad block of a memory card does. */
    private static void damage(Path cache) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(cache.toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(new byte[65_536]);
        }
    }

    private boolean isDone() {
        return caches().size() == 1;
    }

    private Path onlyCache() {
        List<Path> all = caches();
        assertEquals(1, all.size(), all.toString());
        return all.getFirst();
    }

    private List<Path> caches() {
        try (Stream<Path> files = Files.list(state)) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        } catch (IOException e) {
            throw new AssertionError("no state folder", e);
        }
    }
}
