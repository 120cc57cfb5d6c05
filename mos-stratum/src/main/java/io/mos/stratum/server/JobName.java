package io.mos.stratum.server;

import java.util.HexFormat;
import java.util.Optional;

/**
 * A job id as miners get it: {@code sequence.issue} in hex. The same job goes out again after each
 * change of difficulty, so a share names the difficulty it was hashed at.
 *
 * @param sequence of the job in the book
 * @param issue of the difficulty
 */
record JobName(long sequence, long issue) {

    /** What a positive long has at most; none of so many overflows. */
    private static final int MAX_DIGITS = 15;

    String text() {
        return Long.toHexString(sequence) + '.' + Long.toHexString(issue);
    }

    /** Both numbers of a name we could have given. */
    static Optional<JobName> parse(String text) {
        int dot = text.indexOf('.');
        return dot > 0 && isHex(text, 0, dot) && isHex(text, dot + 1, text.length())
                ? Optional.of(
                        new JobName(
                                HexFormat.fromHexDigitsToLong(text, 0, dot),
                                HexFormat.fromHexDigitsToLong(text, dot + 1, text.length())))
                : Optional.empty();
    }

    private static boolean isHex(String text, int from, int to) {
        return from < to
                && to - from <= MAX_DIGITS
                && text.chars().skip(from).limit(to - from).allMatch(HexFormat::isHexDigit);
    }
}
