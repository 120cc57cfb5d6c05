package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Extranonce;
import io.mos.core.testkit.Gen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtranoncesTest {

    private final Extranonces extranonces = new Extranonces();

    @Test
    void hasNothingBeforeTheFirstJob() {
        assertEquals(Optional.empty(), extranonces.lease(Optional.empty()));
    }

    /** Source size, then what the miner gets on top of its extranonce1 and to choose from. */
    @ParameterizedTest
    @CsvSource({"2, 1, 1", "3, 1, 2", "4, 2, 2", "8, 2, 6", "12, 6, 6"})
    void cutsAtBytes(int size, int prefix, int free) {
        extranonces.use(TestCoinbases.of("0a0b", size));
        extranonces.lease(Optional.empty());
        Downstream part = lease();
        assertEquals(prefix, part.prefix().sizeBytes());
        assertEquals("0a0b" + part.prefix().hex(), part.extranonce1().hex());
        assertEquals(free, part.extranonce2SizeBytes());
        assertEquals(
                part.prefix().hex() + "ff".repeat(free),
                part.upstream(Extranonce.parseHex("ff".repeat(free))).hex());
    }

    @Test
    void leasesAPartThatNothingWasHashedOnAgainAtOnce() {
        extranonces.use(TestCoinbases.of("01", 2));
        Downstream part = lease();
        leaseAllOthers();
        extranonces.release(part);
        assertEquals(part.extranonce1(), lease().extranonce1());
    }

    @Test
    void letsAPartRestUntilTheNextCleanJob() {
        extranonces.use(TestCoinbases.of("01", 2));
        Downstream part = lease();
        extranonces.rest(part);
        leaseAllOthers();
        assertEquals(255, extranonces.leased() - 1, "the resting one is still taken");
        extranonces.onCleanJob();
        assertEquals(255, extranonces.leased());
        assertEquals(part.extranonce1(), lease().extranonce1());
    }

    /** Two bytes of extranonce2 make 256 parts. */
    private void leaseAllOthers() {
        for (int i = 1; i < 256; i++) {
            Downstream _ = lease();
        }
    }

    @Test
    void givesTheLongestRestedWhenNothingElseIsLeft() {
        extranonces.use(TestCoinbases.of("01", 2));
        List<Downstream> parts = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            parts.add(lease());
        }
        assertEquals(Optional.empty(), extranonces.lease(Optional.empty()));
        extranonces.rest(parts.get(7));
        extranonces.rest(parts.get(3));
        assertEquals(parts.get(7), lease());
        assertEquals(parts.get(3), lease());
        assertEquals(Optional.empty(), extranonces.lease(Optional.empty()));
    }

    @Test
    void takesBackNothingOfAnEarlierSpace() {
        extranonces.use(TestCoinbases.of("01", 4));
        Downstream old = lease();
        assertFalse(extranonces.use(TestCoinbases.of("01", 4)), "the same");
        assertTrue(extranonces.use(TestCoinbases.of("02", 4)));
        assertFalse(extranonces.isCurrent(old));
        lease();
        extranonces.release(old);
        extranonces.rest(old);
        assertEquals(1, extranonces.leased());
        assertFalse(
                extranonces
                        .lease(Optional.of(old.sessionId()))
                        .orElseThrow()
                        .extranonce1()
                        .equals(old.extranonce1()));
    }

    @Test
    @Tag("property")
    void neverLeasesOnePartTwice() {
        Gen.forAll(
                200,
                gen -> {
                    Extranonces any = new Extranonces();
                    any.use(TestCoinbases.of("01", gen.pick(List.of(2, 3, 4, 8))));
                    List<Downstream> held = new ArrayList<>();
                    Set<Extranonce> names = new HashSet<>();
                    for (int step = 0; step < 400; step++) {
                        step(gen, any, held, names);
                    }
                });
    }

    private static void step(
            Gen gen, Extranonces any, List<Downstream> held, Set<Extranonce> names) {
        if (gen.intBetween(0, 9) < 6 || held.isEmpty()) {
            Optional<String> asked = Optional.of("01%04x".formatted(gen.intBetween(0, 300)));
            any.lease(gen.anyBoolean() ? asked : Optional.empty())
                    .ifPresent(part -> {
                        assertTrue(names.add(part.extranonce1()), "leased twice");
                        held.add(part);
                    });
        } else {
            Downstream part = held.remove(gen.intBetween(0, held.size() - 1));
            names.remove(part.extranonce1());
            switch (gen.intBetween(0, 2)) {
                case 0 -> any.release(part);
                case 1 -> any.rest(part);
                default -> {
                    any.rest(part);
                    any.onCleanJob();
                }
            }
        }
    }

    private Downstream lease() {
        return extranonces.lease(Optional.empty()).orElseThrow();
    }
}
