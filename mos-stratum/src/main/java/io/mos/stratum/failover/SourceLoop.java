package io.mos.stratum.failover;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what concerns a source on the one thread that owns it. Thread-safe. */
final class SourceLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SourceLoop.class);

    private final EventExecutor executor;

    SourceLoop(EventExecutor executor) {
        this.executor = executor;
    }

    /**
     * Runs on the loop: at once when we are on it, so that jobs are not delayed by a hand-over.
     * False when the loop has ended, and with it every connection.
     */
    boolean run(Runnable task) {
        if (executor.inEventLoop()) {
            task.run();
            return true;
        }
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.atDebug().log("the net loop has ended");
            return false;
        }
    }
}
