package io.mos.hasher;

import io.mos.core.kernel.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The threads {@code hash-0}, {@code hash-1}, … of one device; thread-safe once started. */
final class HashTeam {

    private static final Duration JOIN_LIMIT = Duration.ofSeconds(1);

    private final List<Thread> threads = new ArrayList<>();

    /** Each thread ends by itself when the device is closed. */
    void start(CpuDevice device, HasherConfig config, TimeSource time) {
        DutyLimit duty = new DutyLimit(config.dutyPercent());
        for (int i = 0; i < config.threads(); i++) {
            HashThread hashing = new HashThread(device, time, duty);
            threads.add(Thread.ofPlatform().name("hash-" + i).daemon(true).start(hashing));
        }
    }

    /** Makes idle threads look for work at once. */
    void wake() {
        threads.forEach(LockSupport::unpark);
    }

    /** Waits for all of them to end, but not for ever: a native scan cannot be interrupted. */
    void awaitEnd() {
        wake();
        try {
            for (Thread thread : threads) {
                thread.join(JOIN_LIMIT.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
