package io.mos.core.testkit;

import static org.junit.jupiter.api.Assumptions.abort;

/**
 * What a test needs of its surroundings: software that is not ours, set up beforehand. Where it is
 * missing, the test is skipped and says why; under {@code -Dmos.required=true}, as {@code .ci/run}
 * has it, the test fails instead, because a run that promises these tests must not pass without
 * them.
 */
public final class Needs {

    private static final String REQUIRED_PROPERTY = "mos.required";

    private Needs() {}

    /**
     * @throws AssertionError when it is missing although this run requires it
     */
    public static void that(boolean isThere, String reason) {
        that(isThere, reason, Boolean.getBoolean(REQUIRED_PROPERTY));
    }

    static void that(boolean isThere, String reason, boolean isRequired) {
        if (isThere) {
            return;
        }
        if (isRequired) {
            throw new AssertionError("required by -D" + REQUIRED_PROPERTY + ": " + reason);
        }
        abort(reason);
    }
}
