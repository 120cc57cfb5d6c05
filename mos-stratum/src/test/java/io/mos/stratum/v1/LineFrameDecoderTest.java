package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.testkit.Gen;
import io.mos.stratum.v1.MalformedFrameException.Fault;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LineFrameDecoderTest {

    private static final int LIMIT = 40;

    @Test
    void cutsLinesAndDropsCarriageReturnsAndEmptyLines() {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(LIMIT));
        feed(channel, "one\r\n\n  \r\ntwo \nthr");
        feed(channel, "ee\n");
        assertEquals(List.of("one", "two", "three"), lines(channel));
    }

    @Test
    void takesLineOfExactlyTheLimit() {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(LIMIT));
        feed(channel, "x".repeat(LIMIT) + "\n");
        assertEquals(List.of("x".repeat(LIMIT)), lines(channel));
    }

    @Test
    void refusesLineOneByteTooLongAndDropsWhatFollows() {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(LIMIT));
        feed(channel, "x".repeat(LIMIT));
        MalformedFrameException refused =
                assertThrows(MalformedFrameException.class, () -> feed(channel, "x"));
        assertEquals(Fault.LINE_TOO_LONG, refused.fault());
        feed(channel, "y\nafter\n");
        assertEquals(List.of(), lines(channel));
    }

    @Test
    void refusesAStreamOfEmptyLines() {
        EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(LIMIT));
        feed(channel, "\n".repeat(LineFrameDecoder.MAX_EMPTY_LINES) + "x\n");
        feed(channel, "\n".repeat(LineFrameDecoder.MAX_EMPTY_LINES));
        assertEquals(List.of("x"), lines(channel));
        assertThrows(MalformedFrameException.class, () -> feed(channel, "\n"));
    }

    @Test
    @Tag("property")
    void yieldsTheSameLinesHoweverTheBytesAreSplit() {
        Gen.forAll(
                300,
                gen -> {
                    List<String> sent =
                            gen
                                    .list(
                                            10,
                                            g -> "a" + g.text(LIMIT - 2, "abc{} \t\0\u00e9") + "z")
                                    .stream()
                                    .filter(line -> line.getBytes(UTF_8).length <= LIMIT)
                                    .toList();
                    byte[] bytes = (String.join("\n", sent) + "\n").getBytes(UTF_8);
                    EmbeddedChannel channel = new EmbeddedChannel(new LineFrameDecoder(LIMIT));
                    int at = 0;
                    while (at < bytes.length) {
                        int size = Math.min(bytes.length - at, gen.intBetween(1, 50));
                        channel.writeInbound(Unpooled.wrappedBuffer(bytes, at, size));
                        at += size;
                    }
                    assertEquals(sent, lines(channel));
                });
    }

    private static void feed(EmbeddedChannel channel, String text) {
        channel.writeInbound(Unpooled.copiedBuffer(text, UTF_8));
    }

    private static List<String> lines(EmbeddedChannel channel) {
        List<String> lines = new ArrayList<>();
        for (Object line = channel.readInbound(); line != null; line = channel.readInbound()) {
            lines.add(new String((byte[]) line, UTF_8));
        }
        return lines;
    }
}
