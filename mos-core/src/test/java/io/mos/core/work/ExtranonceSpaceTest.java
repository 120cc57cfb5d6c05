package io.mos.core.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Extranonce;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExtranonceSpaceTest {

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 16", "2, 256", "3, 256", "4, 65536", "8, 65536", "12, 65536"})
    void leasesAsManyPiecesAsTheTableSays(int sizeBytes, int lessees) {
        ExtranonceSpace space = new ExtranonceSpace(sizeBytes);
        for (int i = 0; i < lessees; i++) {
            assertTrue(space.lease().isPresent(), "lease " + i);
        }
        assertEquals(Optional.empty(), space.lease());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void leasesAreDisjointAndCoverTheWholeSpace(int sizeBytes) {
        ExtranonceSpace space = new ExtranonceSpace(sizeBytes);
        Set<Extranonce> seen = new HashSet<>();
        for (var lease = space.lease(); lease.isPresent(); lease = space.lease()) {
            ExtranonceRange range = lease.get().range();
            for (long i = 0; i < range.count(); i++) {
                assertTrue(seen.add(range.at(i)), "twice: " + range.at(i));
                assertTrue(range.contains(range.at(i)));
            }
        }
        assertEquals(1 << (8 * sizeBytes), seen.size());
    }

    @Test
    void lesseeNumberFillsWholeBytesForAProxy() {
        ExtranonceSpace space = new ExtranonceSpace(8);
        space.lease();
        ExtranonceRange second = space.lease().orElseThrow().range();
        assertEquals("0001000000000000", second.at(0).hex());
        assertEquals("0001ffffffffffff", second.at(-1 + (1L << 48)).hex());
        assertEquals("0001000000000000", second.at(1L << 48).hex(), "wraps inside the lease");
        assertFalse(second.contains(Extranonce.parseHex("0002000000000000")));
        assertFalse(second.contains(Extranonce.parseHex("000000")));
    }

    @Test
    void longExtranoncesKeepTheirFrontBytesZero() {
        ExtranonceRange range = new ExtranonceSpace(12).lease().orElseThrow().range();
        assertEquals("00000000" + "0000000000000007", range.at(7).hex());
        assertFalse(range.contains(Extranonce.parseHex("01000000" + "0000000000000007")));
    }

    @Test
    void releasedPieceIsLeasedAgain() {
        ExtranonceSpace space = new ExtranonceSpace(0);
        ExtranonceSpace.Lease only = space.lease().orElseThrow();
        assertEquals(Optional.empty(), space.lease());
        space.release(only);
        assertEquals(Optional.of(only), space.lease());
        assertEquals(Extranonce.EMPTY, only.range().at(0));
    }
}
