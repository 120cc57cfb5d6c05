package io.mos.stratum.v1;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Keeps what is logged as a warning or worse, by our code and by Netty, while it is open. */
final class Complaints extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<ILoggingEvent> seen = new CopyOnWriteArrayList<>();
    private final Logger root;

    Complaints() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        setContext(context);
        start();
        root.addAppender(this);
    }

    /** The lines of this message, with their values. */
    List<String> lines(String message) {
        return seen.stream()
                .filter(event -> event.getFormattedMessage().equals(message))
                .map(event -> String.valueOf(event.getKeyValuePairs()))
                .toList();
    }

    /** What no peer may cause: errors of ours, and anything that reached Netty's last resort. */
    String defects() {
        return seen.stream()
                .filter(event ->
                        event.getLevel().isGreaterOrEqual(Level.ERROR)
                                || event.getLoggerName().startsWith("io.netty"))
                .map(ILoggingEvent::getFormattedMessage)
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        root.detachAppender(this);
        stop();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.WARN)) {
            seen.add(event);
        }
    }
}
