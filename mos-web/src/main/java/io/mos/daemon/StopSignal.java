package io.mos.daemon;

import io.mos.cli.ExitCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM, Ctrl-C and the launcher's end into an orderly stop by the main thread, and gives
 * it two seconds.
 *
 * <p>The main thread awaits the signal, closes everything and says {@link #stopped}; the JVM's
 * shutdown thread waits for that and ends the process with the main thread's exit code, where the
 * JVM's own would be 143.
 */
final class StopSignal {

    /** A little less than the two seconds the daemon has to stop. */
    private static final Duration LIMIT = Duration.ofMillis(1_900);

    /** The launcher's process id: without it nobody makes boards safe when this process dies. */
    private static final String LAUNCHER = "mos.parent";

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile int exitCode;

    /** Listens from now on. */
    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(signal::onShutdown));
        Optional.ofNullable(Long.getLong(LAUNCHER)).ifPresent(signal::stopWithout);
        return signal;
    }

    private void stopWithout(long launcher) {
        CompletableFuture<?> _ =
                ProcessHandle.of(launcher)
                        .<CompletableFuture<?>>map(ProcessHandle::onExit)
                        .orElseGet(() -> CompletableFuture.completedFuture(""))
                        .thenRun(asked::countDown);
    }

    /** Waits until the process is told to stop, at most as long as the limit; whether it was. */
    boolean await(Optional<Duration> limit) throws InterruptedException {
        if (limit.isPresent()) {
            return asked.await(limit.get().toNanos(), TimeUnit.NANOSECONDS);
        }
        asked.await();
        return true;
    }

    /** Everything is closed; the process may end with this code. */
    int stopped(int code) {
        exitCode = code;
        stopped.countDown();
        return code;
    }

    /** The shutdown thread: also runs when the main thread ends the process by itself. */
    private void onShutdown() {
        boolean isOver = stopped.getCount() == 0;
        asked.countDown();
        if (isOver) {
            return;
        }
        try {
            boolean isInTime = stopped.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            Runtime.getRuntime().halt(isInTime ? exitCode : ExitCode.FAILED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
