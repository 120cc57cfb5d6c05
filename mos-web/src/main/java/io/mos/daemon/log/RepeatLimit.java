package io.mos.daemon.log;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets the same complaint through a few times a minute and counts the rest. Owner: whoever holds
 * the appender's lock.
 */
final class RepeatLimit {

    static final long WINDOW_MILLIS = 60_000;

    static final int PER_WINDOW = 3;

    /** Messages are constants in the code; this is beyond all of them. */
    private static final int MAX_KINDS = 1_024;

    private final Map<Kind, Window> windows = new LinkedHashMap<>();

    /** What makes two complaints the same. */
    record Kind(String logger, String message) {}

    /** A complaint that was held back so often. */
    record Held(Kind kind, long times) {}

    /** Whether this one may be printed. */
    boolean admits(Kind kind, long nowMillis) {
        if (windows.size() >= MAX_KINDS) {
            return true;
        }
        Window window = windows.computeIfAbsent(kind, _ -> new Window(nowMillis));
        window.seen++;
        return window.seen <= PER_WINDOW;
    }

    /** Ends the windows that are over and tells what they held back. */
    List<Held> endWindows(long nowMillis) {
        List<Held> held = new ArrayList<>();
        Iterator<Map.Entry<Kind, Window>> each = windows.entrySet().iterator();
        while (each.hasNext()) {
            Map.Entry<Kind, Window> entry = each.next();
            Window window = entry.getValue();
            if (nowMillis - window.sinceMillis < WINDOW_MILLIS) {
                continue;
            }
            if (window.seen > PER_WINDOW) {
                held.add(new Held(entry.getKey(), window.seen - PER_WINDOW));
            }
            each.remove();
        }
        return held;
    }

    private static final class Window {
        final long sinceMillis;
        long seen;

        Window(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }
}
