package io.mos.stratum.failover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Text is a pool URL, which is shown in a form that reads the same, or is refused with a reason.
 */
@Tag("fuzz")
class PoolUrlFuzzTest {

    @FuzzTest
    void parse(byte[] text) {
        check(text);
    }

    static void check(byte[] input) {
        PoolUrl url;
        try {
            url = PoolUrl.parse(new String(input, UTF_8));
        } catch (IllegalArgumentException refused) {
            String reason = refused.getMessage();
            assertTrue(reason != null && !reason.isBlank() && !reason.contains("\n"));
            return;
        }
        PoolUrl again = PoolUrl.parse(url.display());
        assertEquals(url.host(), again.host());
        assertEquals(url.port(), again.port());
        assertEquals(url.scheme(), again.scheme());
    }
}
