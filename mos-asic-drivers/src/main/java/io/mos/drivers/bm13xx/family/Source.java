package io.mos.drivers.bm13xx.family;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.regex.Pattern;

/**
 * Where the numbers beside it come from: a section of the fact sheet, a capture of real hardware, a
 * trace of a driver in use, or by what reasoning they were derived from those.
 */
public record Source(String text) {
    private static final Pattern FORM =
            Pattern.compile("(BM13XX\\.md §\\d+|capture |trace |derived from ).*");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Source {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "not a source (BM13XX.md §…, capture …, trace …, derived from …): " + text);
        }
    }
}
