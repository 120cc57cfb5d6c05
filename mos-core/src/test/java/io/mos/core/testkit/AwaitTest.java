package io.mos.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AwaitTest {
    @Test
    void returnsWhatComesInTime() {
        AtomicInteger polls = new AtomicInteger();
        Await.until("three polls", () -> polls.incrementAndGet() == 3);
        assertEquals(3, polls.get());
        assertEquals("x", Await.value("a value", () -> Optional.of("x")));
        assertEquals("y", Await.result(CompletableFuture.completedFuture("y")));
    }

    @Test
    void failsInTheWordsOfTheCondition() {
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () -> Await.until("never true", Duration.ofMillis(5), () -> false));
        assertTrue(String.valueOf(failure.getMessage()).contains("never true"));
    }

    @Test
    void failsWithTheStagesOwnCause() {
        IllegalStateException cause = new IllegalStateException("broken");
        AssertionError failure =
                assertThrows(
                        AssertionError.class,
                        () -> Await.result(CompletableFuture.failedFuture(cause)));
        assertEquals(cause, failure.getCause());
    }
}
