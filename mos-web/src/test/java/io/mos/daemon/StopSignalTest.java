package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.SystemTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In processes of their own, since a signal ends one. */
@Tag("e2e")
@Timeout(60)
final class StopSignalTest {

    /** What a process gets before whoever stops it may lose patience. */
    private static final Duration LIMIT = Duration.ofMillis(2_500);

    /** A process that waits to be stopped. */
    static final class Waiting {

        private Waiting() {}

        public static void main(String[] words) throws InterruptedException {
            StopSignal signal = StopSignal.install();
            System.out.println("ready");
            Optional<Duration> limit =
                    words[0].equals("limited")
                            ? Optional.of(Duration.ofMillis(10))
                            : Optional.empty();
            System.out.println("told " + signal.await(limit));
            if (words[0].equals("hangs")) {
                Thread.currentThread().join();
            }
            System.exit(signal.stopped(Integer.parseInt(words[1])));
        }
    }

    @Test
    void letsTheMainThreadStopAndEndsWithItsCode() throws Exception {
        assertEquals(7, stop("stops", "7", "told true"));
    }

    @Test
    void endsWithAFailureWhenStoppingTakesTooLong() throws Exception {
        assertEquals(1, stop("hangs", "7", "told true"));
    }

    @Test
    void letsTheProcessEndByItself() throws Exception {
        try (MosProcess process = start("limited", "3")) {
            process.awaitLine("told false");
            assertEquals(3, process.awaitEnd());
        }
    }

    private static int stop(String behaviour, String code, String said) throws Exception {
        try (MosProcess process = start(behaviour, code);
                SystemTime time = new SystemTime()) {
            process.awaitLine("ready");
            long begin = time.nanos();
            process.terminate();
            process.awaitLine(said);
            int exitCode = process.awaitEnd();
            Duration took = Duration.ofNanos(time.nanos() - begin);
            assertTrue(took.compareTo(LIMIT) < 0, "took " + took);
            return exitCode;
        }
    }

    private static MosProcess start(String behaviour, String code) throws IOException {
        return MosProcess.start(
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Waiting.class.getName(),
                        behaviour,
                        code));
    }
}
