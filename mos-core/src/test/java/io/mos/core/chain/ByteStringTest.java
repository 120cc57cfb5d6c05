package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteStringTest {
    @Test
    void keepsItsOwnCopy() {
        byte[] source = {1, 2, 3};
        ByteString bytes = ByteString.of(source);
        source[0] = 9;
        bytes.toBytes()[1] = 9;
        assertArrayEquals(new byte[] {1, 2, 3}, bytes.toBytes());
    }

    @Test
    void joinsAndCuts() {
        ByteString bytes = ByteString.parseHex("00FF7f80");
        assertEquals("00ff7f80", bytes.hex());
        assertEquals(bytes, ByteString.concat(bytes.slice(0, 1), bytes.slice(1, 4)));
        assertEquals(ByteString.EMPTY, bytes.slice(4, 4));
        assertEquals(255, bytes.unsignedAt(1));
        assertEquals(bytes.hashCode(), ByteString.parseHex("00ff7f80").hashCode());
        assertTrue(bytes.startsWith(ByteString.parseHex("00ff")));
        assertFalse(bytes.startsWith(ByteString.parseHex("00fe")));
        assertFalse(ByteString.EMPTY.startsWith(bytes));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.slice(0, 5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0g", "0x00", " 00", "00 "})
    void refusesWhatIsNoHex(String text) {
        assertThrows(MalformedChainDataException.class, () -> ByteString.parseHex(text));
    }

    @Test
    void quotesLittleOfLongText() {
        MalformedChainDataException refused =
                assertThrows(
                        MalformedChainDataException.class,
                        () -> ByteString.parseHex("z".repeat(100_000)));
        assertTrue(refused.getMessage().length() < 200);
        assertEquals(0, refused.getStackTrace().length);
    }
}
