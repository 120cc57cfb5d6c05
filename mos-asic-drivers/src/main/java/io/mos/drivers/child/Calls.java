package io.mos.drivers.child;

import io.mos.drivers.child.DeviceOrder.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * What a device's program asked of the daemon and waits for. Asked on the lane's thread, answered
 * by the one that reads the pipe.
 */
final class Calls {

    /** The daemon's own limit for a line is one second; other tasks may be before this one. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private final Lane lane;
    private final Map<Long, CompletableFuture<Answer>> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    Calls(Lane lane) {
        this.lane = lane;
    }

    long next() {
        return last.incrementAndGet();
    }

    /**
     * Sends the call of a new number and waits for its answer.
     *
     * @throws IOException when none comes in time
     */
    Answer ask(LongFunction<Runnable> sender) throws IOException {
        long call = next();
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        open.put(call, answer);
        lane.beginWait();
        try {
            sender.apply(call).run();
            return answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            throw new IOException("the daemon did not answer within " + LIMIT);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the daemon");
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            lane.endWait();
            open.remove(call);
        }
    }

    /** Any thread. */
    void answered(Answer answer) {
        CompletableFuture<Answer> waiting = open.remove(answer.call());
        if (waiting != null) {
            waiting.complete(answer);
        }
    }
}
