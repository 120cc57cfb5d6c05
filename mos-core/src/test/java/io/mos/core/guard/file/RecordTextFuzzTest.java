package io.mos.core.guard.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.guard.file.RecordText.Parsed;
import org.junit.jupiter.api.Tag;

/** Bytes are a record, which then comes back from its own bytes, or they are damaged. */
@Tag("fuzz")
class RecordTextFuzzTest {

    @FuzzTest
    void parse(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        switch (RecordText.parse(input)) {
            case Parsed.Good good -> assertEquals(good, RecordText.parse(good.text().bytes()));
            case Parsed.Damaged damaged -> assertFalse(damaged.why().isBlank());
        }
    }
}
