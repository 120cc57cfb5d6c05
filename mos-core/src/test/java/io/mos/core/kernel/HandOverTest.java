package io.mos.core.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Mailbox, slot, ring and loop: the four ways between threads. */
class HandOverTest {

    @Test
    void fullMailboxRefusesAndCounts() {
        Mailbox<Integer> mailbox = new Mailbox<>(2);
        assertTrue(mailbox.offer(1));
        assertTrue(mailbox.offer(2));
        assertFalse(mailbox.offer(3));
        assertEquals(1, mailbox.refused());
        assertEquals(Optional.of(1), mailbox.poll());
    }

    @Test
    void slotKeepsTheLatestAndTellsWhetherAWakeUpIsDue() {
        Slot<String> slot = new Slot<>();
        assertTrue(slot.put("old"));
        assertFalse(slot.put("new"));
        assertEquals(Optional.of("new"), slot.take());
        assertEquals(Optional.empty(), slot.take());
    }

    @Test
    void slotMergesWhatNobodyTook() {
        Slot<String> slot = new Slot<>();
        assertTrue(slot.merge("a", String::concat));
        assertFalse(slot.merge("b", String::concat));
        assertEquals(Optional.of("ab"), slot.take());
    }

    @Test
    void ringDropsTheOldestAndCounts() {
        EventBus<Integer> bus = new EventBus<>();
        List<String> wakes = new ArrayList<>();
        EventBus.Subscription<Integer> ring = bus.subscribe(2, () -> wakes.add("wake"));
        bus.publish(1);
        bus.publish(2);
        bus.publish(3);
        assertEquals(List.of(2, 3), ring.drain());
        assertEquals(1, ring.dropped());
        assertEquals(1, wakes.size(), "one wake-up until it is drained");
        ring.close();
        bus.publish(4);
        assertEquals(List.of(), ring.drain());
    }

    @Test
    void inlineLoopRunsWhatWaitsIncludingTimers() {
        VirtualTime time = new VirtualTime();
        Loop loop = new Loop("test", time, 8);
        List<String> ran = new ArrayList<>();
        loop.offer(() -> ran.add("now"));
        loop.offerAfter(Duration.ofSeconds(1), () -> ran.add("later"));
        loop.runUntilIdle();
        assertEquals(List.of("now"), ran);
        time.advance(Duration.ofSeconds(1));
        loop.runUntilIdle();
        assertEquals(List.of("now", "later"), ran);
    }

    @Test
    void startedLoopOwnsItsStateAndSurvivesAFailingTask() throws Exception {
        Loop loop = new Loop("test", new VirtualTime(), 8);
        loop.start();
        loop.offer(() -> {
            throw new IllegalStateException("a defect");
        });
        CompletableFuture<String> owner = new CompletableFuture<>();
        loop.offer(() -> {
            loop.check();
            owner.complete(Thread.currentThread().getName());
        });
        assertEquals("test", owner.get(5, TimeUnit.SECONDS));
        assertThrows(IllegalStateException.class, loop::check);
        assertThrows(IllegalStateException.class, loop::runUntilIdle);
        loop.close();
    }
}
