package io.mos.drivers.bm13xx.family;

import org.jspecify.annotations.Nullable;

/** A family file that cannot be used; the message names file, field and what is wrong. */
public final class FamilyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FamilyFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
