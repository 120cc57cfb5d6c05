package io.mos.stratum.failover;

import java.util.List;

/** A pool cannot be configured like that; lists everything that is wrong, for the user. */
public final class InvalidPoolConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Transient because an exception is never sent anywhere here. */
    private final transient List<String> problems;

    InvalidPoolConfigException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
