package io.mos.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import org.slf4j.event.KeyValuePair;

/**
 * One line per event: local time, level, area, message, then {@code key=value} pairs. Written by
 * hand because a pattern layout costs a tenth of a second of CPU at start. Immutable.
 */
final class LogLayout {

    /** Enough to see where it came from; the rest repeats the frameworks. */
    private static final int STACK_FRAMES = 12;

    private static final String OUR_PACKAGES = "io.mos.";

    private final ZoneId zone;

    LogLayout(ZoneId zone) {
        this.zone = zone;
    }

    String format(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(160);
        appendTime(line, event.getTimeStamp());
        line.append(' ').append(level(event.getLevel())).append(' ');
        line.append(area(event.getLoggerName())).append(": ");
        line.append(oneLine(event.getFormattedMessage()));
        if (event.getKeyValuePairs() != null) {
            for (KeyValuePair pair : event.getKeyValuePairs()) {
                appendPair(line, pair.key, String.valueOf(pair.value));
            }
        }
        line.append('\n');
        appendCause(line, event.getThrowableProxy());
        return line.toString();
    }

    /** {@code repeated} tells how often the line would have been printed again. */
    String formatRepeats(long timeMillis, String loggerName, String message, long repeated) {
        StringBuilder line = new StringBuilder(120);
        appendTime(line, timeMillis);
        line.append(' ').append(level(Level.WARN)).append(' ').append(area(loggerName));
        line.append(": ").append(oneLine(message));
        appendPair(line, "repeated", repeated + " times");
        return line.append('\n').toString();
    }

    private void appendTime(StringBuilder line, long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
        appendPadded(line, time.getYear(), 4).append('-');
        appendPadded(line, time.getMonthValue(), 2).append('-');
        appendPadded(line, time.getDayOfMonth(), 2).append(' ');
        appendPadded(line, time.getHour(), 2).append(':');
        appendPadded(line, time.getMinute(), 2).append(':');
        appendPadded(line, time.getSecond(), 2).append('.');
        appendPadded(line, time.getNano() / 1_000_000, 3);
    }

    private static StringBuilder appendPadded(StringBuilder line, int number, int width) {
        String digits = String.valueOf(number);
        line.repeat('0', Math.max(0, width - digits.length()));
        return line.append(digits);
    }

    /** An empty value says nothing and is left out. */
    private static void appendPair(StringBuilder line, String key, String value) {
        if (value.isEmpty()) {
            return;
        }
        line.append("  ").append(key).append('=');
        boolean isPlain = value.chars().allMatch(LogLayout::isPlain);
        line.append(isPlain ? value : '"' + oneLine(value).replace("\"", "\\\"") + '"');
    }

    private static boolean isPlain(int character) {
        return character > ' ' && character != '"' && character != 0x7f;
    }

    /** What others wrote must not look like a line of ours, nor steer the terminal. */
    private static String oneLine(String text) {
        boolean isClean = text.chars().noneMatch(Character::isISOControl);
        return isClean ? text : text.replaceAll("\\p{Cntrl}+", " ");
    }

    private static String level(Level level) {
        return (level.levelStr.toLowerCase(Locale.ROOT) + " ").substring(0, 5);
    }

    /** The first package below ours, or a library's class. */
    private static String area(String loggerName) {
        if (!loggerName.startsWith(OUR_PACKAGES)) {
            return loggerName.substring(loggerName.lastIndexOf('.') + 1);
        }
        String within = loggerName.substring(OUR_PACKAGES.length());
        String skipped = within.startsWith("core.") ? within.substring(5) : within;
        int dot = skipped.indexOf('.');
        return dot < 0 ? skipped : skipped.substring(0, dot);
    }

    private static void appendCause(StringBuilder line, IThrowableProxy thrown) {
        String prefix = "  ";
        for (IThrowableProxy each = thrown; each != null; each = each.getCause()) {
            line.append(prefix).append(each.getClassName()).append(": ");
            line.append(oneLine(String.valueOf(each.getMessage()))).append('\n');
            appendFrames(line, each);
            prefix = "  caused by ";
        }
    }

    private static void appendFrames(StringBuilder line, IThrowableProxy thrown) {
        StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
        if (frames == null) {
            return;
        }
        for (int i = 0; i < Math.min(frames.length, STACK_FRAMES); i++) {
            line.append("      ").append(frames[i].getSTEAsString()).append('\n');
        }
    }
}
