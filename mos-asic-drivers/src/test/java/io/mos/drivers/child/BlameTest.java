package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.drivers.child.Evidence.HeapState;
import io.mos.drivers.child.FromChild.Exiting;
import io.mos.drivers.child.FromChild.LaneBeat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BlameTest {
    private static final long HEAP = 100;

    @Test
    void jarThatExitsIsGuiltyWhoeverElseWasAtWork() {
        Evidence evidence =
                new Evidence(
                        Optional.of(new Exiting(2, "System.exit")),
                        Optional.empty(),
                        7,
                        HeapState.ROOM,
                        Set.of(1, 3),
                        Set.of(),
                        Map.of(),
                        HEAP);
        assertEquals(new Blame.Guilty(2, "System.exit"), Blame.of(evidence));
    }

    @Test
    void jarThatIsStuckIsGuiltyAndTheCallIsNamed() {
        Evidence evidence =
                new Evidence(
                        Optional.empty(),
                        Optional.of(new LaneBeat(2, 1, "dev-x", "onWork", 9, 9, 0, 0)),
                        137,
                        HeapState.ROOM,
                        Set.of(1, 2),
                        Set.of(),
                        Map.of(),
                        HEAP);
        assertEquals(
                new Blame.Guilty(2, "it did not return from onWork on the thread dev-x"),
                Blame.of(evidence));
    }

    @Test
    void oneThatWasAtWorkAtTheEndIsGuiltyAndSeveralAreSuspected() {
        assertEquals(2, guilty(ended(9, Set.of(2), Set.of(1))));
        assertEquals(
                Set.of(1, 2),
                assertInstanceOf(Blame.Suspects.class, Blame.of(ended(9, Set.of(1, 2), Set.of())))
                        .jars());
    }

    @Test
    void oneThatStartedThreadsIsGuiltyWhenNobodyWasAtWork() {
        assertEquals(4, guilty(ended(134, Set.of(), Set.of(4))));
        assertInstanceOf(Blame.Nobody.class, Blame.of(ended(134, Set.of(), Set.of())));
    }

    @Test
    void processThatWasStoppedFromOutsideIsNobodysFault() {
        for (int signal : new int[] {1, 2, 15}) {
            assertInstanceOf(
                    Blame.Nobody.class, Blame.of(ended(128 + signal, Set.of(1), Set.of(2))));
        }
    }

    @Test
    void oneThatTookMostOfTheHeapIsGuiltyOfItsEnd() {
        assertEquals(1, guilty(outOfMemory(Set.of(2), Map.of(1, 60L, 2, 20L))));
    }

    @Test
    void withoutAClearTakerTheOneAtWorkAndTheBusiestAreSuspected() {
        for (Map<Integer, Long> figures :
                Map.of("little", Map.of(1, 20L, 2, 1L), "shared", Map.of(1, 50L, 2, 40L))
                        .values()) {
            assertEquals(
                    Set.of(1, 2),
                    assertInstanceOf(
                                    Blame.Suspects.class, Blame.of(outOfMemory(Set.of(2), figures)))
                            .jars());
        }
        assertEquals(1, guilty(outOfMemory(Set.of(1), Map.of(1, 20L, 2, 1L))));
    }

    private static int guilty(Evidence evidence) {
        return assertInstanceOf(Blame.Guilty.class, Blame.of(evidence)).jar();
    }

    private static Evidence ended(int code, Set<Integer> inside, Set<Integer> stray) {
        return new Evidence(
                Optional.empty(),
                Optional.empty(),
                code,
                HeapState.ROOM,
                inside,
                stray,
                Map.of(),
                HEAP);
    }

    private static Evidence outOfMemory(Set<Integer> inside, Map<Integer, Long> allocated) {
        return new Evidence(
                Optional.empty(),
                Optional.empty(),
                Evidence.OUT_OF_MEMORY,
                HeapState.ROOM,
                inside,
                Set.of(),
                allocated,
                HEAP);
    }
}
