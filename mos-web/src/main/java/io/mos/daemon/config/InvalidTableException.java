package io.mos.daemon.config;

import java.util.List;

/** Thrown by a section's bind to name several problems of one table. */
public final class InvalidTableException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** Transient because it never leaves this process. */
    private final transient List<String> problems;

    public InvalidTableException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    List<String> problems() {
        return problems;
    }
}
