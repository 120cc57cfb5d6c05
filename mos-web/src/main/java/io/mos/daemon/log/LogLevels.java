package io.mos.daemon.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/** Sets how much our own packages log; libraries stay at warnings. */
public final class LogLevels {

    static final String OURS = "io.mos";

    private LogLevels() {}

    /** Takes effect at once, on every thread. */
    public static void set(LogLevel level) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger(OURS).setLevel(Level.toLevel(level.name()));
        }
    }
}
