package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/** Bytes are a coinbase, which is then written back byte for byte, or are refused as one. */
@Tag("fuzz")
class CoinbaseFuzzTest {
    @FuzzTest
    void parse(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        try {
            CoinbaseTransaction coinbase = CoinbaseTransaction.parse(input);
            assertEquals(ByteString.of(input), coinbase.full());
            coinbase.height();
        } catch (MalformedChainDataException expected) {
            assertEquals(0, expected.getStackTrace().length);
        }
    }
}
