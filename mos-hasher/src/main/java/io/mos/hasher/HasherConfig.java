package io.mos.hasher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the user wants of the CPU.
 *
 * @param mode when it hashes
 * @param threads how many threads hash
 * @param dutyPercent how much of the time each of them hashes
 * @param kernel a kernel's name, or {@link #AUTO}
 */
public record HasherConfig(Mode mode, int threads, int dutyPercent, String kernel) {

    /** The fastest correct kernel of this machine. */
    public static final String AUTO = "auto";

    public static final HasherConfig DEFAULT = new HasherConfig(Mode.ALWAYS, 1, 100, AUTO);

    /** More than any machine of today has. */
    private static final int MAX_THREADS = 1024;

    /** When the CPU hashes. */
    public enum Mode {
        ALWAYS,
        /** Only while no board hashes. */
        FALLBACK,
        OFF;

        /** As written in the configuration. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Mode> parse(String text) {
            return List.of(values()).stream().filter(mode -> mode.label().equals(text)).findFirst();
        }
    }

    public HasherConfig {
        List<String> problems = problems(threads, dutyPercent);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
    }

    private static List<String> problems(int threads, int dutyPercent) {
        List<String> problems = new ArrayList<>();
        if (threads < 1 || threads > MAX_THREADS) {
            problems.add("threads is " + threads + ", not 1 to " + MAX_THREADS);
        }
        if (dutyPercent < 1 || dutyPercent > 100) {
            problems.add("duty-percent is " + dutyPercent + ", not 1 to 100");
        }
        return problems;
    }
}
