package io.mos.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the word a user most likely meant. */
public final class Nearest {

    /** Further away than a third of the word is a guess, not a typing error. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Nearest() {}

    /** The closest of the known words, if one is close enough. */
    public static Optional<String> to(String written, Collection<String> known) {
        int limit = Math.max(2, written.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(word -> distance(written, word) <= limit)
                .min(Comparator.comparingInt(word -> distance(written, word)));
    }

    /** {@code ; did you mean "…"?}, or nothing. */
    public static String hint(String written, Collection<String> known) {
        return to(written, known).map(word -> "; did you mean \"" + word + "\"?").orElse("");
    }

    /**
     * Levenshtein distance: insertions, deletions and replacements that turn one into the other.
     */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
