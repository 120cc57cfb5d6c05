package io.mos.stratum.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are what a miner sends, line by line; some lines are events instead, see {@link
 * ServerScript}. Whatever comes: nothing is thrown, each call is answered once while the connection
 * stands, nothing is said after its end, all that was leased comes back, and nothing is passed on
 * that the source does not want.
 *
 * <p>To fuzz: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl mos-stratum -am verify
 * -Dtest='ServerSessionFuzzTest#play' -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("fuzz")
class ServerSessionFuzzTest {

    @FuzzTest
    void play(byte[] script) {
        check(script);
    }

    static void check(byte[] script) {
        ServerScript played = new ServerScript();
        String[] lines = new String(script, ISO_8859_1).split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean isWhole = i < lines.length - 1;
            played.play(lines[i], isWhole ? "\n" : "");
        }
        played.finish();
    }
}
