package io.mos.core.testkit;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits in real time for what another thread or process will do: the one place where tests look at
 * the clock. Under virtual time nothing needs to wait.
 */
public final class Await {
    /** Generous, because a loaded machine is no failure; a passing test never spends it. */
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private static final Duration POLL = Duration.ofMillis(2);

    private Await() {}

    public static void until(String condition, BooleanSupplier holds) {
        until(condition, DEADLINE, holds);
    }

    /** Fails with the condition's words when it does not hold before the deadline. */
    public static void until(String condition, Duration deadline, BooleanSupplier holds) {
        value(
                condition,
                deadline,
                () -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    public static <T> T value(String condition, Supplier<Optional<T>> source) {
        return value(condition, DEADLINE, source);
    }

    /** The first value the source yields. */
    public static <T> T value(String condition, Duration deadline, Supplier<Optional<T>> source) {
        long start = System.nanoTime();
        while (true) {
            Optional<T> value = source.get();
            if (value.isPresent()) {
                return value.get();
            }
            if (System.nanoTime() - start > deadline.toNanos()) {
                throw new AssertionError("not within " + deadline + ": " + condition);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The stage's result; its failure fails the test. */
    public static <T> T result(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no result within " + DEADLINE, e);
        } catch (ExecutionException e) {
            throw new AssertionError("failed instead of a result", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a result", e);
        }
    }
}
