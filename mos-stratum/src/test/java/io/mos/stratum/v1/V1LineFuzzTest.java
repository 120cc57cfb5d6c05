package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are a message, which written and read again is the same, or are refused as none.
 *
 * <p>To fuzz: {@code JAZZER_FUZZ=1 mvn -Pfuzz -pl mos-stratum -am verify
 * -Dtest='V1LineFuzzTest#read' -Dsurefire.failIfNoSpecifiedTests=false}
 */
@Tag("fuzz")
class V1LineFuzzTest {

    @FuzzTest
    void read(byte[] line) {
        check(line);
    }

    static void check(byte[] line) {
        V1Message message;
        try {
            message = V1Codec.read(line);
        } catch (MalformedFrameException refused) {
            assertEquals(0, refused.getStackTrace().length);
            return;
        }
        byte[] written = V1Codec.write(message);
        assertEquals(message, V1Codec.read(written));
        assertFalse(message.toString().isEmpty());
        if (message instanceof V1Message.Reply reply) {
            SubscribeResult.read(reply.result());
            ConfigureResult.read(reply.result()).ifPresent(ConfigureResult::versionMask);
        }
    }
}
