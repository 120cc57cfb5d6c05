package io.mos.stratum.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;

/** Text is a {@code tls-pin}: 32 bytes that the same pin in hex spells too, or nothing. */
@Tag("fuzz")
class TlsPinFuzzTest {

    @FuzzTest
    void parse(byte[] text) {
        check(text);
    }

    static void check(byte[] text) {
        PoolConfig.parsePin(new String(text, UTF_8))
                .ifPresent(pin -> {
                    assertEquals(32, pin.length);
                    String hex = HexFormat.of().formatHex(pin);
                    assertArrayEquals(pin, PoolConfig.parsePin(hex).orElseThrow());
                });
    }
}
