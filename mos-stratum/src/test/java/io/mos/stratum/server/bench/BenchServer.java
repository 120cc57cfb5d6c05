package io.mos.stratum.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.stratum.server.ServerConfig;
import io.mos.stratum.server.StratumServer;
import io.mos.stratum.server.SyntheticSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The server in a process of its own, with a new block every so many milliseconds. Says {@code port
 * N}, and for each line it is told {@code cpuNanos N rssKib N}; ends with its input.
 */
final class BenchServer {

    private BenchServer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Duration blockInterval = Duration.ofMillis(Long.parseLong(arguments[0]));
        try (SystemTime time = new SystemTime()) {
            SyntheticSource chain = new SyntheticSource(blockInterval, time, Entropy.system());
            StratumServer server =
                    new StratumServer(
                            ServerConfig.onLoopback(Difficulty.of(1_000), 20),
                            chain,
                            time,
                            new ReferenceEngine(),
                            new SimpleMeterRegistry());
            server.start();
            chain.start();
            System.out.println("port " + server.port());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            while (in.readLine() != null) {
                System.out.println("cpuNanos " + cpuNanos() + " rssKib " + rssKib());
            }
            chain.close();
            server.close();
        }
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static long rssKib() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
