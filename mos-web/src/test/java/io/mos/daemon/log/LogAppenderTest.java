package io.mos.daemon.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

final class LogAppenderTest {

    private static final long START = Instant.parse("2026-11-20T14:03:36.007Z").toEpochMilli();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final LoggerContext context = new LoggerContext();
    private final LogAppender appender =
            new LogAppender(
                    new PrintStream(bytes, true, StandardCharsets.UTF_8),
                    new LogLayout(ZoneOffset.UTC));

    @Test
    void writesTimeLevelAreaMessageAndPairs() {
        LoggingEvent event = event("io.mos.core.agent.Agent", Level.INFO, "kernel chosen", START);
        event.setKeyValuePairs(
                List.of(
                        new KeyValuePair("kernel", "vector-16x4"),
                        new KeyValuePair("reason", "the \"fastest\" one"),
                        new KeyValuePair("detail", "")));
        append(event);
        assertEquals(
                "2026-11-20 14:03:36.007 info  agent: kernel chosen  kernel=vector-16x4"
                        + "  reason=\"the \\\"fastest\\\" one\"\n",
                text());
    }

    @Test
    void keepsForeignTextOnOneLineAndOutOfTheTerminalsControl() {
        LoggingEvent event = event("io.mos.stratum.v1.Session", Level.INFO, "pool says", START);
        event.setKeyValuePairs(
                List.of(new KeyValuePair("text", "hi\r\n2026 error fake: \u001b[2Jgone")));
        append(event);
        assertEquals(
                "2026-11-20 14:03:36.007 info  stratum: pool says"
                        + "  text=\"hi 2026 error fake:  [2Jgone\"\n",
                text());
    }

    @Test
    void showsCausesOfAFailure() {
        LoggingEvent event =
                new LoggingEvent(
                        "test",
                        context.getLogger("io.netty.Thing"),
                        Level.ERROR,
                        "broke",
                        new IllegalStateException("outer", new RuntimeException("inner")),
                        null);
        event.setTimeStamp(START);
        append(event);
        String text = text();
        assertTrue(text.startsWith("2026-11-20 14:03:36.007 error Thing: broke\n"), text);
        assertTrue(text.contains("\n  java.lang.IllegalStateException: outer\n"), text);
        assertTrue(text.contains("\n  caused by java.lang.RuntimeException: inner\n"), text);
    }

    @Test
    void holdsBackRepeatedComplaintsAndTellsHowMany() {
        for (int i = 0; i < 10; i++) {
            append(event("io.mos.stratum.v1.Session", Level.WARN, "line refused", START + i));
        }
        assertEquals(RepeatLimit.PER_WINDOW, lines());
        append(event("io.mos.daemon.log.StatusLine", Level.INFO, "status", START + 60_000));
        assertTrue(
                text().endsWith(
                                "2026-11-20 14:04:36.007 warn  stratum: line refused"
                                        + "  repeated=\"7 times\"\n"
                                        + "2026-11-20 14:04:36.007 info  daemon: status\n"),
                text());
        append(event("io.mos.stratum.v1.Session", Level.WARN, "line refused", START + 60_001));
        assertEquals(RepeatLimit.PER_WINDOW + 3, lines());
    }

    @Test
    void neverHoldsBackWhatIsNoComplaint() {
        for (int i = 0; i < 10; i++) {
            append(event("io.mos.stratum.v1.Session", Level.INFO, "new job", START + i));
        }
        assertEquals(10, lines());
    }

    private LoggingEvent event(String logger, Level level, String message, long millis) {
        LoggingEvent event =
                new LoggingEvent("test", context.getLogger(logger), level, message, null, null);
        event.setTimeStamp(millis);
        return event;
    }

    private void append(LoggingEvent event) {
        appender.append(event);
    }

    private long lines() {
        return text().lines().count();
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
