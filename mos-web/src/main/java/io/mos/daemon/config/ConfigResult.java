package io.mos.daemon.config;

import java.util.List;

/** What became of reading a configuration. */
public sealed interface ConfigResult {

    /** All of it is good. */
    record Valid(Bound bound) implements ConfigResult {}

    /** Every problem that was found, in the order of the sources; never empty. */
    record Invalid(List<Problem> problems) implements ConfigResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
