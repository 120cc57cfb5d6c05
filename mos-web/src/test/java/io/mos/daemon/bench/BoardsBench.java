package io.mos.daemon.bench;

import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.daemon.LinkedBoard;
import io.mos.daemon.LoopbackPool;
import io.mos.daemon.MosProcess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What four boards of a BM1370 cost a daemon, how soon work is on their lines and shares are on
 * their way, and how soon a board hashes after it was plugged in again. The daemon is a process of
 * its own; boards, chips that hash and the pool are this one.
 *
 * <p>Arguments: for how many seconds to look, how often to plug a board in again, and the
 * milliseconds between the pool's blocks.
 */
final class BoardsBench {

    private static final int BOARDS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** Until a young JVM has compiled what it runs all the time. */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    /** One a second of each board. */
    private static final double SHARES_PER_MINUTE = 60.0 * BOARDS;

    private final SystemTime time;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final int webPort;
    private final List<LinkedBoard> boards = new ArrayList<>();

    private BoardsBench(SystemTime time, Path folder) throws IOException {
        this.time = time;
        this.folder = folder;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            webPort = free.getLocalPort();
        }
    }

    public static void main(String[] args) throws Exception {
        Duration length = Duration.ofSeconds(Long.parseLong(args[0]));
        int rounds = Integer.parseInt(args[1]);
        Duration blocks = Duration.ofMillis(Long.parseLong(args[2]));
        try (SystemTime time = new SystemTime()) {
            new BoardsBench(time, Files.createTempDirectory("mos-bench"))
                    .run(length, rounds, blocks);
        }
    }

    private void run(Duration length, int rounds, Duration blocks) throws Exception {
        for (int i = 0; i < BOARDS; i++) {
            boards.add(LinkedBoard.open("board-" + i, folder, time));
        }
        try (LoopbackPool pool = LoopbackPool.start(blocks, SHARES_PER_MINUTE, time);
                MosProcess mos = start(pool)) {
            Await.until(
                    "all boards hash", LIMIT, () -> boards.stream().allMatch(LinkedBoard::hashes));
            TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
            measure(mos, length);
            replug(rounds);
            mos.stop();
        } finally {
            boards.forEach(LinkedBoard::close);
        }
    }

    private void measure(MosProcess mos, Duration length) throws Exception {
        String before = metrics();
        Duration cpuBefore = cpu(mos);
        long begin = time.nanos();
        TimeUnit.NANOSECONDS.sleep(length.toNanos());
        double percent = 100.0 * cpu(mos).minus(cpuBefore).toNanos() / (time.nanos() - begin);
        String after = metrics();
        say(
                "load average %.1f",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        say("daemon, %d boards, %d s: %.2f %% of a core", BOARDS, length.toSeconds(), percent);
        tell("notify to first work byte", "mos_work_notify_to_wire_seconds", before, after);
        tell("nonce byte to submit", "mos_work_nonce_to_submit_seconds", before, after);
    }

    private static void tell(String what, String name, String before, String after) {
        say("%s: %s", what, Histogram.read(after, name).since(Histogram.read(before, name)));
    }

    private void replug(int rounds) throws IOException {
        LinkedBoard board = boards.getFirst();
        List<Double> seconds = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            board.unplug();
            Await.until("it is missed", LIMIT, () -> !isHashing(board));
            long begin = time.nanos();
            board.replug();
            long nonces = board.nonces();
            Await.until("it hashes again", LIMIT, () -> board.nonces() > nonces);
            seconds.add((time.nanos() - begin) / 1e9);
        }
        Collections.sort(seconds);
        say(
                "plugged in to first nonce, %d times, s: %s",
                rounds,
                seconds.stream()
                        .map(each -> String.format(Locale.ROOT, "%.1f", each))
                        .collect(Collectors.joining(" ")));
    }

    /** Whether the daemon still counts it. */
    private boolean isHashing(LinkedBoard board) {
        return metrics()
                .lines()
                .anyMatch(line ->
                        line.startsWith("mos_device_hashrate_ghs{")
                                && line.contains("\"" + board.name() + "\""));
    }

    private String metrics() {
        URI uri = URI.create("http://127.0.0.1:" + webPort + "/metrics");
        try {
            return http.send(
                            HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new AssertionError("no metrics", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private MosProcess start(LoopbackPool pool) throws IOException {
        String toml =
                """
                [web]
                port = %d
                [hasher]
                mode = "off"
                """
                        .formatted(webPort);
        String tables = boards.stream().map(LinkedBoard::toml).collect(Collectors.joining());
        Path config = Files.writeString(folder.resolve("mos.toml"), toml + pool.toml() + tables);
        return MosProcess.start(
                List.of("-Dmos.state=" + folder.resolve("state")),
                "run",
                "--config",
                config.toString());
    }

    private static Duration cpu(MosProcess mos) {
        return mos.handle().info().totalCpuDuration().orElseThrow();
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
