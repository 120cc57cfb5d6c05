package io.mos.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintStream;

/** Writes the log to one stream; complaints that repeat are held back and counted. */
final class LogAppender extends AppenderBase<ILoggingEvent> {

    private final PrintStream out;
    private final LogLayout layout;
    private final RepeatLimit limit = new RepeatLimit();

    LogAppender(PrintStream out, LogLayout layout) {
        this.out = out;
        this.layout = layout;
        setName("log");
    }

    /** Called under the appender's lock. */
    @Override
    protected void append(ILoggingEvent event) {
        long now = event.getTimeStamp();
        limit.endWindows(now).forEach(held -> print(now, held));
        boolean isComplaint = event.getLevel().isGreaterOrEqual(Level.WARN);
        var kind = new RepeatLimit.Kind(event.getLoggerName(), event.getMessage());
        if (!isComplaint || limit.admits(kind, now)) {
            out.print(layout.format(event));
            out.flush();
        }
    }

    private void print(long now, RepeatLimit.Held held) {
        String logger = held.kind().logger();
        out.print(layout.formatRepeats(now, logger, held.kind().message(), held.times()));
    }
}
