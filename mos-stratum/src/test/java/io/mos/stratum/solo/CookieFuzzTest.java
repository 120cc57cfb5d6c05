package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import org.junit.jupiter.api.Tag;

/** Bytes are a node's cookie file: user and password on one line, or a refusal that shows none. */
@Tag("fuzz")
class CookieFuzzTest {

    @FuzzTest
    void parse(byte[] file) {
        check(file);
    }

    static void check(byte[] file) {
        String text = new String(file, ISO_8859_1);
        try {
            String pair = RpcCredentials.CookieFile.cookie(text);
            assertTrue(pair.contains(":"), pair);
            assertTrue(pair.chars().allMatch(each -> each > ' ' && each < 0x7f), pair);
        } catch (IOException e) {
            assertFalse(text.length() > 60 && String.valueOf(e.getMessage()).contains(text));
        }
    }
}
