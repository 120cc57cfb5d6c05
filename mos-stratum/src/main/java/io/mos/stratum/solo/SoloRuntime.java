package io.mos.stratum.solo;

import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.TimeSource;
import io.mos.stratum.StratumMetrics;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * What all nodes of one source run on.
 *
 * @param loop the source's loop, which owns every connection
 */
public record SoloRuntime(
        EventLoop loop, TimeSource time, Entropy entropy, StratumMetrics metrics) {

    /** Hands over to the loop; false when the loop has ended, and with it all it owned. */
    boolean offer(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Runs a task on the loop after a delay. */
    TimeSource.Cancellable offerAfter(Duration delay, Runnable task) {
        return time.schedule(delay, () -> offer(task));
    }

    Duration since(long startNanos) {
        return Duration.ofNanos(time.nanos() - startNanos);
    }
}
