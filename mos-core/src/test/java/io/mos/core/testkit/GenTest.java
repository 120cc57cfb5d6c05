package io.mos.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GenTest {
    @Test
    void aSeedGivesTheSameValuesAgain() {
        assertEquals(draw(Gen.ofSeed(7)), draw(Gen.ofSeed(7)));
    }

    @Test
    void aFailedRunPrintsTheSeedThatRepeatsIt() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream console = System.err;
        List<List<Object>> failing = new ArrayList<>();
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThrows(
                    AssertionError.class,
                    () ->
                            Gen.forAll(
                                    10,
                                    gen -> {
                                        failing.add(draw(gen));
                                        throw new AssertionError("always");
                                    }));
        } finally {
            System.setErr(console);
        }
        assertEquals(1, failing.size());
        String line = printed.toString(StandardCharsets.UTF_8).strip();
        long seed = Long.parseLong(line.substring(line.indexOf('=') + 1));
        assertEquals(failing.getFirst(), draw(Gen.ofSeed(seed)));
    }

    @Test
    void staysInsideItsBoundsAndReachesThem() {
        Gen gen = Gen.ofSeed(1);
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            seen.add(gen.intBetween(-1, 1));
            assertTrue(gen.longBetween(Long.MAX_VALUE - 1, Long.MAX_VALUE) > 0);
            double across = gen.doubleAcrossMagnitudes(1e-300, 1e300);
            assertTrue(across >= 1e-300 && across <= 1e300);
            assertTrue(gen.bytesUpTo(3).length <= 3);
            assertTrue(gen.text(3, "ab").length() <= 3);
        }
        assertEquals(Set.of(-1, 0, 1), seen);
    }

    private static List<Object> draw(Gen gen) {
        return List.of(
                gen.anyLong(),
                gen.anyInt(),
                gen.anyBoolean(),
                gen.text(40, "abcdef"),
                gen.list(9, Gen::anyInt));
    }
}
