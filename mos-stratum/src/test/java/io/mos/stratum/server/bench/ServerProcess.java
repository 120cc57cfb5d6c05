package io.mos.stratum.server.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A {@link BenchServer} started from here, with the launcher's flags for the daemon. */
final class ServerProcess implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Process process;
    private final BufferedReader says;
    private final int port;

    /** What the process has taken so far. */
    record Usage(long cpuNanos, long rssKib) {}

    ServerProcess(Duration blockInterval) throws IOException {
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xms12m",
                                "-Xmx64m",
                                "-Xss256k",
                                "-XX:ReservedCodeCacheSize=48m",
                                "-XX:MaxDirectMemorySize=16m",
                                "-XX:+ExitOnOutOfMemoryError",
                                "-XX:TrimNativeHeapInterval=10000",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BenchServer.class.getName(),
                                Long.toString(blockInterval.toMillis()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        says = process.inputReader(UTF_8);
        String line = next();
        while (!line.startsWith("port ")) {
            line = next();
        }
        port = Integer.parseInt(line.substring("port ".length()));
    }

    int port() {
        return port;
    }

    Usage usage() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        String line = next();
        while (!line.startsWith("cpuNanos ")) {
            line = next();
        }
        String[] words = line.split(" ", -1);
        return new Usage(Long.parseLong(words[1]), Long.parseLong(words[3]));
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private String next() throws IOException {
        String line = says.readLine();
        if (line == null) {
            throw new IOException("the server has ended");
        }
        return line;
    }
}
