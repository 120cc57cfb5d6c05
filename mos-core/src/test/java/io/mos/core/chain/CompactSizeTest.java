package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactSizeTest {
    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "252, fc",
        "253, fdfd00",
        "65535, fdffff",
        "65536, fe00000100",
        "4294967295, feffffffff",
        "4294967296, ff0000000001000000",
        "-1, ffffffffffffffffff",
    })
    void writesTheShortestForm(long value, String hex) {
        assertEquals(hex, HexFormat.of().formatHex(CompactSize.encode(value)));
        assertEquals(hex.length() / 2, CompactSize.sizeOf(value));
        assertEquals(value, read(hex, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fdfc00", "fd0000", "feffff0000", "ffffffffff00000000"})
    void refusesLongerFormsThanNeeded(String hex) {
        assertThrows(MalformedChainDataException.class, () -> read(hex, -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fd", "fdff", "feffffff", "ffffffffffffffff"})
    void refusesToEndInsideACount(String hex) {
        assertThrows(MalformedChainDataException.class, () -> read(hex, -1));
    }

    @Test
    void refusesMoreThanTheLimit() {
        assertEquals(100, read("64", 100));
        assertThrows(MalformedChainDataException.class, () -> read("65", 100));
        assertThrows(MalformedChainDataException.class, () -> read("ffffffffffffffffff", 100));
    }

    @Test
    @Tag("property")
    void everyCountRoundTripsAndMovesTheBufferBehindIt() {
        Gen.forAll(
                2000,
                gen -> {
                    long value = gen.anyLong() >>> gen.intBetween(0, 63);
                    byte[] encoded = CompactSize.encode(value);
                    ByteBuffer in = ByteBuffer.wrap(Arrays.copyOf(encoded, encoded.length + 3));
                    assertEquals(value, CompactSize.read(in, -1));
                    assertEquals(3, in.remaining());
                });
    }

    @Test
    @Tag("property")
    void arbitraryBytesAreReadOrRefused() {
        Gen.forAll(
                5000,
                gen -> {
                    byte[] bytes = gen.bytesUpTo(10);
                    try {
                        ByteBuffer in = ByteBuffer.wrap(bytes);
                        byte[] encoded = CompactSize.encode(CompactSize.read(in, -1));
                        assertEquals(
                                ByteString.of(Arrays.copyOf(bytes, in.position())),
                                ByteString.of(encoded));
                    } catch (MalformedChainDataException expected) {
                        assertTrue(expected.getMessage().contains("count"));
                    }
                });
    }

    private static long read(String hex, long limit) {
        return CompactSize.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), limit);
    }
}
