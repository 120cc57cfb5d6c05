package io.mos.daemon.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.SystemTime;
import io.mos.daemon.LoopbackPool;
import io.mos.daemon.MosProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that ends, however it ends, leaves its boards without hash power: launcher, daemon,
 * {@code mos safe-off} and the simulated board are processes of their own.
 */
@Tag("e2e")
@Timeout(300)
final class BoardSafetyE2eTest {

    private static final String HASHING = "supply on, reset high";
    private static final String SAFE = "state: plugged in, supply off, reset low";

    /** 128 + SIGKILL, as the shell counts it. */
    private static final int KILLED = 137;

    private final Path folder;
    private final LauncherRig rig;

    BoardSafetyE2eTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        rig = new LauncherRig(folder);
        rig.set("MOS_JAVA_HOME", System.getProperty("java.home"));
        rig.set("MOS_STATE_DIR", folder.resolve("state").toString());
        rig.distributionOfThisBuild();
    }

    @Test
    void aKilledDaemonsBoardIsMadeSafeByTheLauncher() throws Exception {
        try (SystemTime time = new SystemTime();
                LoopbackPool pool = LoopbackPool.start(Duration.ofSeconds(20), 60, time);
                MosProcess board = simulated();
                MosProcess launcher = hashing(pool, board)) {
            assertTrue(daemonOf(launcher).destroyForcibly(), "killed");
            launcher.awaitLine("taking hash power away");
            launcher.awaitLine("hash power is off");
            board.awaitLine(SAFE);
            assertEquals(KILLED, launcher.awaitEnd(), launcher.log());
            try (Stream<Path> powered = Files.list(folder.resolve("state/powered-boards"))) {
                assertEquals(List.of(), powered.toList());
            }
        }
    }

    @Test
    void aStoppedDaemonMakesItsBoardSafeItself() throws Exception {
        try (SystemTime time = new SystemTime();
                LoopbackPool pool = LoopbackPool.start(Duration.ofSeconds(20), 60, time);
                MosProcess board = simulated();
                MosProcess launcher = hashing(pool, board)) {
            assertEquals(0, launcher.stop(), launcher.log());
            board.awaitLine(SAFE);
            assertFalse(launcher.log().contains("taking hash power away"), launcher.log());
        }
    }

    private static MosProcess simulated() throws IOException {
        return MosProcess.start("sim", "board", "bitaxe-gamma", "--ticket-zero-bits", "8");
    }

    /** A daemon under the launcher, once the board finds shares for it. */
    private MosProcess hashing(LoopbackPool pool, MosProcess board) throws IOException {
        String kind = board.awaitLine("board = ");
        String ports = board.awaitLine("ports = ");
        Path config = folder.resolve("mos.toml");
        Files.writeString(
                config,
                """
                [log]
                level = "debug"
                [web]
                enabled = false
                [hasher]
                mode = "off"
                [drivers]
                detect-usb = false
                """
                        + pool.toml()
                        + "[[boards]]\nid = \"gamma\"\n%s\n%s\n".formatted(kind, ports));
        MosProcess launcher = rig.start("run", "--config", config.toString());
        launcher.awaitLine("share accepted");
        board.awaitLine(HASHING);
        return launcher;
    }

    private static ProcessHandle daemonOf(MosProcess launcher) {
        return launcher.handle()
                .children()
                .filter(child -> child.info().command().orElse("").endsWith("/bin/java"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no daemon:\n" + launcher.log()));
    }
}
