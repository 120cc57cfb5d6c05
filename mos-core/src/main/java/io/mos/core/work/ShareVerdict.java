package io.mos.core.work;

import java.time.Duration;

/** What became of a submitted share. */
public sealed interface ShareVerdict {

    /** The source credited it. */
    record Accepted() implements ShareVerdict {}

    /** The source refused it. {@code code} is Stratum's (20 to 25 and dialects), text is theirs. */
    record Rejected(int code, String text) implements ShareVerdict {}

    /** Too late: its job was superseded, here before sending or as the source's answer. */
    record Stale(String where) implements ShareVerdict {}

    /** No answer came, or the connection broke; it may or may not have been credited. */
    record Unanswered(Duration after) implements ShareVerdict {}
}
