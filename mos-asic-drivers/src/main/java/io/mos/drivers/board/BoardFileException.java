package io.mos.drivers.board;

import java.util.List;

/** A board file, or a board the user named, that cannot be used; tells all that is wrong. */
public final class BoardFileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    BoardFileException(String file, List<String> problems) {
        super(file + ": " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, with the field it is about. */
    public List<String> problems() {
        return problems;
    }
}
