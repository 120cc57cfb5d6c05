package io.mos.hasher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketTargetTest {

    @ParameterizedTest
    @ValueSource(doubles = {1e6, 7.7e6, 30e6, 2e9})
    void isMetOnceOrTwiceASecond(double hashesPerSecond) {
        Target ticket = TicketTarget.of(hashesPerSecond, Target.DIFFICULTY_1);
        double perSecond = hashesPerSecond / ticket.expectedHashes();
        assertTrue(perSecond >= 0.9 && perSecond <= 2.1, perSecond + " a second");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-9, 0.0001, 0.001, 0.3, 1, 1000})
    void isNeverHarderThanTheShareTarget(double difficulty) {
        Target share = Target.ofDifficulty(Difficulty.of(difficulty));
        assertTrue(TicketTarget.of(1e15, share).compareTo(share) >= 0);
    }

    @Test
    void isTheEasiestOnATestChain() {
        Target regtest = Target.ofNBits(0x207f_ffff);
        assertEquals("7f" + "ff".repeat(31), TicketTarget.of(30e6, regtest).displayHex());
    }
}
