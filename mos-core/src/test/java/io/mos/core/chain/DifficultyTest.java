package io.mos.core.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Gen;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifficultyTest {
    @Test
    void readsWhatPoolsSend() {
        assertEquals(0.001, Difficulty.parse("0.001").value());
        assertEquals(16384, Difficulty.parse("16384").value());
        assertEquals(2.5e-4, Difficulty.parse("2.5E-4").value());
        assertEquals(1e12, Difficulty.parse("1e+12").value());
        assertEquals(Difficulty.of(8), Difficulty.parse("8.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "-1",
                "-0.0",
                "NaN",
                "Infinity",
                "1e400",
                "1e-400",
                "0x1p3",
                "8d",
                "8f",
                "1,5",
                " 1",
                "1e",
                ".",
                "+",
                "٣",
                "3e67"
            })
    void refusesWhatIsNoDifficulty(String text) {
        assertThrows(MalformedChainDataException.class, () -> Difficulty.parse(text));
    }

    @Test
    void refusesLongTextUnread() {
        String text = "1".repeat(1_000_000);
        MalformedChainDataException refused =
                assertThrows(MalformedChainDataException.class, () -> Difficulty.parse(text));
        assertTrue(refused.getMessage().length() < 200, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 0x1p224})
    void refusesValuesWithoutATarget(double value) {
        assertThrows(MalformedChainDataException.class, () -> Difficulty.of(value));
    }

    @Test
    void knowsTheHashesItTakes() {
        assertEquals(0x1p48 / 65535, Difficulty.of(1).expectedHashes());
        assertEquals(Target.DIFFICULTY_1.expectedHashes(), Difficulty.of(1).expectedHashes(), 1e-3);
        assertTrue(Difficulty.of(2).compareTo(Difficulty.of(1)) > 0);
    }

    @Test
    @Tag("property")
    void everyDifficultyRoundTripsThroughText() {
        Gen.forAll(
                1000,
                gen -> {
                    double value = gen.doubleAcrossMagnitudes(1e-300, Difficulty.MAX_VALUE);
                    assertEquals(value, Difficulty.parse(Double.toString(value)).value());
                });
    }

    @Test
    @Tag("property")
    void arbitraryTextIsReadOrRefused() {
        Gen.forAll(
                5000,
                gen -> {
                    String text = gen.text(70, "0123456789.eE+- xXpPdDfFNa");
                    try {
                        assertTrue(Difficulty.parse(text).value() > 0);
                    } catch (MalformedChainDataException expected) {
                        assertTrue(expected.getMessage().length() < 200);
                    }
                });
    }
}
