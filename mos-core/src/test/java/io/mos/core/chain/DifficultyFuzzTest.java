package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/** Text is a difficulty, which then has a target of about the same difficulty, or is refused. */
@Tag("fuzz")
class DifficultyFuzzTest {
    /** A double has 53 bits, and the target is rounded down to a whole number. */
    private static final double RELATIVE_ERROR = 1e-9;

    /** Above this the target has fewer bits than the tolerance asks for. */
    private static final double COARSE = 1e40;

    @FuzzTest
    void parse(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        try {
            double value = Difficulty.parse(new String(input, StandardCharsets.UTF_8)).value();
            double back = Difficulty.of(value).target().difficulty().value();
            assertTrue(back > 0, () -> value + " came back as " + back);
            if (value < COARSE && back > Target.MAX.difficulty().value() * (1 + RELATIVE_ERROR)) {
                assertEquals(value, back, value * RELATIVE_ERROR);
            }
        } catch (MalformedChainDataException expected) {
            assertEquals(0, expected.getStackTrace().length);
        }
    }
}
