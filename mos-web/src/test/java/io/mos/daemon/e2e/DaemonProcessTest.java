package io.mos.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Gen;
import io.mos.daemon.MosProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("e2e")
@Timeout(120)
final class DaemonProcessTest {

    private static final Pattern RESULT =
            Pattern.compile(
                    "\\{\"accepted\":([0-9]+),\"rejected\":0,\"stale\":[0-9]+,"
                            + "\"hashrateMhs\":[0-9.]+,\"kernel\":\"[a-z0-9-]+\"}");

    /** The house's limit for a stop. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(2);

    /** From the JVM's first classes to hashing; each comes up to half later. */
    private static final List<Integer> KILLED_AT_MILLIS = List.of(100, 400, 1_000, 2_000);

    /** 128 + SIGKILL, as the shell and the JVM count it. */
    private static final int KILLED = 137;

    private static final String CANARY = "canary-password";

    @TempDir Path folder = Path.of("");

    @Test
    void theDemoEndsWithItsTotals() throws Exception {
        try (MosProcess demo = MosProcess.start("demo", "--for", "10s", "--json")) {
            assertEquals(0, demo.awaitEnd(), demo.lines().toString());
            Matcher result = RESULT.matcher(demo.lines().getLast());
            assertTrue(result.matches(), demo.lines().toString());
            assertTrue(Integer.parseInt(result.group(1)) > 0, demo.lines().toString());
        }
    }

    @Test
    void aBadConfigurationIsListedAndEndsWith78() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.toml"), "[hasher]\nthreds = 1\n[wep]\n");
        for (String verb : new String[] {"config check", "run"}) {
            String[] words = (verb + " --config " + file).split(" ", -1);
            try (MosProcess mos = MosProcess.start(words)) {
                assertEquals(78, mos.awaitEnd());
                String all = String.join("\n", mos.lines());
                assertTrue(all.contains(file + ":2: unknown key \"threds\""), all);
                assertTrue(all.contains(file + ":3: unknown section \"wep\""), all);
                assertTrue(all.endsWith("2 problems"), all);
            }
        }
    }

    /** A second daemon must not take work for the first one's account. */
    @Test
    void aTakenPortIsOneLineAndNothingElseStarts() throws Exception {
        try (MosProcess pool = MosProcess.start("demo", "--set", "hasher.mode=off");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "web.port=" + taken.getLocalPort();
            String run = "run --config " + config(pool) + " --set " + port;
            List<String> quiet = refused(run + " --set log.level=info");
            String line =
                    "mos cannot run: port %d is taken; set web.port (or --set web.port=0)"
                            .formatted(taken.getLocalPort());
            assertTrue(quiet.getLast().endsWith(line), quiet.toString());
            List<String> wordy = refused(run);
            assertTrue(wordy.stream().noneMatch(each -> each.contains("module started")));
            List<String> demo = refused("demo --set " + port);
            assertTrue(demo.getLast().contains("the demo cannot run: port "), demo.toString());
        }
    }

    /** It drives nothing, so it must not say that it does. */
    @Test
    void aControllerTellsOfNoMining() throws Exception {
        String toml = "[[pools]]\nurl = \"stratum+tcp://127.0.0.1:1\"\nuser = \"e2e\"\n";
        String config = Files.writeString(folder.resolve("mos.toml"), toml).toString();
        try (MosProcess mos =
                MosProcess.start("run", "--role", "controller", "-s", "web.port=0", "-c", config)) {
            mos.awaitLine("mos is running");
            assertEquals(0, mos.stop());
            assertTrue(!mos.log().contains("pool configured"), mos.log());
            assertTrue(!mos.log().contains("CPU hashing"), mos.log());
        }
    }

    /** Everything a board passes through, with a simulated one at the end of the line. */
    @Test
    void provesASimulatedBoard() throws Exception {
        try (MosProcess mos =
                MosProcess.start("drivers", "test", "--sim", "bitaxe-gamma", "--json")) {
            assertEquals(0, mos.awaitEnd(), mos.log());
            String last = mos.lines().getLast();
            assertTrue(
                    last.startsWith("{\"board\":\"bitaxe-gamma\",\"chips\":1,\"golden\":true"),
                    last);
            assertTrue(last.endsWith("\"pass\":true}"), last);
        }
    }

    /** Nobody would be left to make boards safe if it were killed. */
    @Test
    void stopsWhenTheLauncherIsGone() throws Exception {
        String toml = "[[pools]]\nurl = \"stratum+tcp://127.0.0.1:1\"\nuser = \"e2e\"\n";
        String config = Files.writeString(folder.resolve("mos.toml"), toml).toString();
        Process launcher = new ProcessBuilder("sleep", "300").start();
        List<String> flags = List.of("-Dmos.parent=" + launcher.pid());
        try (MosProcess mos =
                MosProcess.start(flags, "run", "--set", "web.enabled=false", "-c", config)) {
            mos.awaitLine("mos is running");
            launcher.destroyForcibly();
            assertEquals(0, mos.awaitEnd(), mos.log());
        } finally {
            launcher.destroyForcibly();
        }
    }

    private static List<String> refused(String words) throws Exception {
        try (MosProcess mos = MosProcess.start(words.split(" ", -1))) {
            assertEquals(1, mos.awaitEnd(), mos.log());
            return mos.lines();
        }
    }

    @Test
    void minesStopsInTimeAndSurvivesBeingKilled() throws Exception {
        try (MosProcess pool = MosProcess.start("demo", "--set", "hasher.mode=off")) {
            String config = config(pool);
            try (MosProcess killed = MosProcess.start("run", "--config", config)) {
                killed.awaitLine("share accepted");
                killed.kill();
                killed.awaitEnd();
            }
            minesAndStopsInTime(config);
        }
    }

    /** Killed while the JVM comes up, while it is wired, while it connects and while it hashes. */
    @Test
    void startsAgainAfterBeingKilledAtAnyTime() throws Exception {
        try (MosProcess pool = MosProcess.start("demo", "--set", "hasher.mode=off")) {
            String config = config(pool);
            Gen.forAll(
                    1, gen -> KILLED_AT_MILLIS.forEach(each -> startsAfterKill(config, each, gen)));
        }
    }

    private static void startsAfterKill(String config, int atMillis, Gen gen) {
        int millis = gen.intBetween(atMillis, atMillis + atMillis / 2);
        try (MosProcess killed = MosProcess.start("run", "--config", config)) {
            TimeUnit.MILLISECONDS.sleep(millis);
            killed.kill();
            assertEquals(KILLED, killed.awaitEnd(), killed.log());
            minesAndStopsInTime(config);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("killed after " + millis + " ms", e);
        }
    }

    private static void minesAndStopsInTime(String config)
            throws IOException, InterruptedException {
        try (MosProcess mos = MosProcess.start("run", "--config", config)) {
            mos.awaitLine("share accepted");
            assertTrue(stop(mos).compareTo(STOP_LIMIT) <= 0);
            String all = mos.log();
            assertTrue(all.contains("daemon: stopped"), all);
            assertTrue(!all.contains(CANARY), all);
        }
    }

    /** A demo that does not hash is a pool for others. */
    private String config(MosProcess pool) throws IOException {
        String url =
                pool.awaitLine("stratum+tcp://").replaceAll(".*(stratum\\+tcp://\\S+).*", "$1");
        Path file = folder.resolve("mos.toml");
        Files.writeString(
                file,
                "[[pools]]\nurl = \"%s\"\nuser = \"e2e\"\npassword = \"%s\"\n[log]\nlevel = \"debug\"\n"
                        .formatted(url, CANARY));
        return file.toString();
    }

    private static Duration stop(MosProcess mos) throws IOException, InterruptedException {
        try (SystemTime time = new SystemTime()) {
            long begin = time.nanos();
            mos.terminate();
            assertEquals(0, mos.awaitEnd());
            return Duration.ofNanos(time.nanos() - begin);
        }
    }
}
