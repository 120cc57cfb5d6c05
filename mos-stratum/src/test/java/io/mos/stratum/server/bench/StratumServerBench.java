package io.mos.stratum.server.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;

/**
 * Connections, memory, CPU and the spread of jobs of the server, which runs in a process of its own
 * and is loaded from this one, over loopback. Prints a table; see docs/bench/stratum-server.md.
 *
 * <p>{@code StratumServerBench [ROUNDS [CONNECTIONS…]]}
 */
final class StratumServerBench {

    private static final Duration BLOCK_INTERVAL = Duration.ofSeconds(2);
    private static final int BLOCKS = 15;
    private static final int CONNECTS_PER_SECOND = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Integer> CONNECTIONS = List.of(1_000, 5_000);
    private static final int ROUNDS = 3;

    private StratumServerBench() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        List<Integer> sizes =
                arguments.length > 1
                        ? List.of(arguments).subList(1, arguments.length).stream()
                                .map(Integer::valueOf)
                                .toList()
                        : CONNECTIONS;
        System.out.printf(
                "java %s, %d processors, load average %.1f%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println(
                "| connections | RSS empty / full (MB) | CPU connect+auth (s) | all authorised (s)"
                        + " | authorise p50 / p99 (ms) | CPU per notify (µs)"
                        + " | notify spread p50 / p99 (ms), median job | worst job's p99 |");
        System.out.println("|--|--|--|--|--|--|--|--|");
        for (int round = 0; round < rounds; round++) {
            for (int size : sizes) {
                System.out.println(measure(size));
            }
        }
    }

    private static String measure(int connections) throws IOException {
        try (ServerProcess server = new ServerProcess(BLOCK_INTERVAL);
                FanoutLoad load = new FanoutLoad(server.port(), connections, CONNECTS_PER_SECOND)) {
            long begun = System.nanoTime();
            ServerProcess.Usage empty = server.usage();
            while (load.authorised() < connections) {
                load.poll();
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw new IOException("only " + load.authorised() + " were authorised");
                }
            }
            double authorisedSeconds = (System.nanoTime() - begun) / 1e9;
            ServerProcess.Usage full = server.usage();
            long jobsBefore = load.jobsHeard();
            long end = System.nanoTime() + BLOCKS * BLOCK_INTERVAL.toNanos();
            while (System.nanoTime() < end) {
                load.poll();
            }
            ServerProcess.Usage last = server.usage();
            long jobs = load.jobsHeard() - jobsBefore;
            if (load.closed() > 0) {
                throw new IOException(load.closed() + " connections were closed");
            }
            return "| %d | %.0f / %.0f | %.2f | %.2f | %.1f / %.1f | %.1f | %s |"
                    .formatted(
                            connections,
                            empty.rssKib() / 1024.0,
                            last.rssKib() / 1024.0,
                            (full.cpuNanos() - empty.cpuNanos()) / 1e9,
                            authorisedSeconds,
                            load.authoriseNanos().at(0.5) / 1e6,
                            load.authoriseNanos().at(0.99) / 1e6,
                            (last.cpuNanos() - full.cpuNanos()) / 1e3 / jobs,
                            spread(load.spreads()));
        }
    }

    private static String spread(List<Samples> spreads) {
        Samples medians = new Samples();
        Samples tails = new Samples();
        for (Samples each : spreads) {
            medians.add(each.at(0.5));
            tails.add(each.at(0.99));
        }
        return "%.1f / %.1f | %.1f"
                .formatted(medians.at(0.5) / 1e6, tails.at(0.5) / 1e6, tails.at(1) / 1e6);
    }
}
