package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;

/** Bytes begin with a count, which then encodes to just the bytes it took, or are refused. */
@Tag("fuzz")
class CompactSizeFuzzTest {
    private static final long LIMIT = 1L << 40;

    @FuzzTest
    void read(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        ByteBuffer in = ByteBuffer.wrap(input);
        try {
            long count = CompactSize.read(in, LIMIT);
            assertTrue(count >= 0 && count <= LIMIT);
            assertArrayEquals(
                    CompactSize.encode(count), Arrays.copyOfRange(input, 0, in.position()));
        } catch (MalformedChainDataException expected) {
            assertEquals(0, expected.getStackTrace().length);
        }
    }
}
