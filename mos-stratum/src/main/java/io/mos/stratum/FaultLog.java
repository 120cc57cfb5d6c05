package io.mos.stratum;

import io.mos.core.kernel.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Logs faults that peers can cause at will: the first of a kind at once, then at most one line a
 * minute with the count of those left out. Owner: whoever holds it.
 */
public final class FaultLog {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Kinds remembered; more than endpoints times causes in any real set-up. */
    private static final int MAX_KINDS = 256;

    private final Logger log;
    private final TimeSource time;
    private final Map<String, Silence> silences = new LinkedHashMap<>();

    public FaultLog(Logger log, TimeSource time) {
        this.log = log;
        this.time = time;
    }

    /**
     * Warns, or counts.
     *
     * @param peer who, without credentials
     * @param cause what kind of fault, bounded
     * @param detail what exactly, fit for a log
     */
    public void warn(String peer, String cause, String detail) {
        long now = time.nanos();
        Silence silence = silences.get(peer + ' ' + cause);
        if (silence != null && now - silence.sinceNanos < PERIOD.toNanos()) {
            silence.leftOut++;
            return;
        }
        long leftOut = silence == null ? 0 : silence.leftOut;
        if (silences.size() >= MAX_KINDS) {
            silences.clear();
        }
        silences.put(peer + ' ' + cause, new Silence(now));
        LoggingEventBuilder line =
                log.atWarn()
                        .addKeyValue("pool", peer)
                        .addKeyValue("cause", cause)
                        .addKeyValue("detail", detail);
        (leftOut == 0 ? line : line.addKeyValue("repeats", leftOut)).log("pool fault");
    }

    private static final class Silence {
        final long sinceNanos;
        long leftOut;

        Silence(long sinceNanos) {
            this.sinceNanos = sinceNanos;
        }
    }
}
