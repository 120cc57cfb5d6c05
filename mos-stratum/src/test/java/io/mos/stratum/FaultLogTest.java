package io.mos.stratum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Marker;
import org.slf4j.event.DefaultLoggingEvent;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.spi.LoggingEventAware;

class FaultLogTest {

    private final VirtualTime time = new VirtualTime();
    private final Lines lines = new Lines();
    private final FaultLog log = new FaultLog(lines, time);

    @Test
    void logsTheFirstAtOnceAndThenOncePerMinuteWithTheCount() {
        for (int second = 0; second < 150; second++) {
            log.warn("pool", "not-json", "detail " + second);
            time.advance(Duration.ofSeconds(1));
        }
        assertEquals(
                List.of(
                        "pool not-json detail 0",
                        "pool not-json detail 60 59",
                        "pool not-json detail 120 59"),
                lines.seen);
    }

    @Test
    void countsEachPoolAndCauseForItself() {
        log.warn("a", "not-json", "x");
        log.warn("a", "no-job", "x");
        log.warn("b", "not-json", "x");
        assertEquals(3, lines.seen.size());
    }

    @Test
    void staysBoundedWhateverTheCauses() {
        for (int i = 0; i < 10_000; i++) {
            log.warn("pool " + i, "not-json", "x");
        }
        assertEquals(10_000, lines.seen.size());
    }

    /** Keeps the values of each line. */
    private static final class Lines extends LegacyAbstractLogger implements LoggingEventAware {
        private static final long serialVersionUID = 1L;

        final transient List<String> seen = new ArrayList<>();

        @Override
        public void log(LoggingEvent event) {
            assertEquals(Level.WARN, event.getLevel());
            seen.add(
                    ((DefaultLoggingEvent) event)
                            .getKeyValuePairs().stream()
                                    .map(pair -> String.valueOf(pair.value))
                                    .collect(Collectors.joining(" ")));
        }

        @Override
        protected String getFullyQualifiedCallerName() {
            return "";
        }

        @Override
        protected void handleNormalizedLoggingCall(
                Level level,
                @Nullable Marker marker,
                String message,
                Object @Nullable [] arguments,
                @Nullable Throwable thrown) {
            throw new AssertionError("not through the fluent API: " + message);
        }

        @Override
        public boolean isTraceEnabled() {
            return true;
        }

        @Override
        public boolean isDebugEnabled() {
            return true;
        }

        @Override
        public boolean isInfoEnabled() {
            return true;
        }

        @Override
        public boolean isWarnEnabled() {
            return true;
        }

        @Override
        public boolean isErrorEnabled() {
            return true;
        }
    }
}
