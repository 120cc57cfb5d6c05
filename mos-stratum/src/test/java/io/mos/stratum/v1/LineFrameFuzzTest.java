package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are the same lines however they arrive, up to the line that is too long; the first byte
 * says in pieces of what size.
 */
@Tag("fuzz")
class LineFrameFuzzTest {

    private static final int MAX_LINE_BYTES = 64;

    @FuzzTest
    void cut(byte[] bytes) {
        check(bytes);
    }

    static void check(byte[] bytes) {
        int pieceBytes = bytes.length == 0 ? 1 : 1 + (bytes[0] & 0x7f);
        List<String> whole = lines(bytes, Math.max(1, bytes.length));
        assertEquals(whole, lines(bytes, pieceBytes));
        for (String line : whole) {
            assertTrue(!line.isEmpty() && line.length() <= MAX_LINE_BYTES, line);
            assertTrue(line.indexOf('\n') < 0, line);
        }
    }

    private static List<String> lines(byte[] bytes, int pieceBytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(MAX_LINE_BYTES));
        List<String> lines = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += pieceBytes) {
                int size = Math.min(pieceBytes, bytes.length - at);
                channel.writeInbound(Unpooled.wrappedBuffer(bytes, at, size));
            }
        } catch (MalformedFrameException refused) {
            assertEquals(0, refused.getStackTrace().length);
        }
        for (Object line = channel.readInbound(); line != null; line = channel.readInbound()) {
            lines.add(new String((byte[]) line, ISO_8859_1));
        }
        return lines;
    }
}
