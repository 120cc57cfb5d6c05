package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.BringUpAction.CountChips;
import io.mos.drivers.bm13xx.BringUpAction.ExpectAnswers;
import io.mos.drivers.bm13xx.BringUpAction.Send;
import io.mos.drivers.bm13xx.BringUpAction.SwitchBaud;
import io.mos.drivers.bm13xx.BringUpAction.Wait;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.util.List;
import org.junit.jupiter.api.Test;

class BringUpTest {
    private static final int RESET_BAUD = 115_740;

    @Test
    void takesEveryFamilyToItsFastestRateAndHighestFrequency() {
        for (ChipFamily family : ChipFamilies.all()) {
            int baud = family.baudRates().getLast().baud();
            List<BringUpAction> actions =
                    actions(family, 8, family.limits().frequencyMaxMhz(), baud);
            assertTrue(actions.contains(new SwitchBaud(baud)), family.name());
            assertTrue(actions.stream().anyMatch(CountChips.class::isInstance), family.name());
            assertEquals(new ExpectAnswers(AnswerSize.SHORT), actions.getFirst());
            assertEquals(8, addresses(actions), family.name());
        }
    }

    @Test
    void leavesTheRateOfTheResetAlone() {
        ChipFamily family = family("BM1370");
        List<BringUpAction> actions = actions(family, 1, 525, RESET_BAUD);
        assertTrue(actions.stream().noneMatch(SwitchBaud.class::isInstance));
        assertTrue(writes(actions, Register.UART_BAUD).isEmpty());
    }

    /** 525 MHz takes about 8 s (BM13XX.md §5); the reset before and the jobs after are not here. */
    @Test
    void takesAsLongAsTheRampNeeds() {
        long millis = 0;
        for (BringUpAction action : actions(family("BM1370"), 1, 525, RESET_BAUD)) {
            millis += action instanceof Wait(int pause) ? pause : 0;
        }
        assertTrue(millis > 7_500 && millis < 9_000, "" + millis);
    }

    @Test
    void expectsLongAnswersOnceVersionsAreRolled() {
        List<BringUpAction> actions = actions(family("BM1370"), 1, 525, RESET_BAUD);
        int rolling = actions.indexOf(new ExpectAnswers(AnswerSize.LONG));
        int counted = actions.indexOf(new CountChips(1, 1_000));
        assertTrue(rolling > 0 && rolling < counted, "the count reads long answers");
        List<BringUpAction> newest = actions(family("BM1373"), 1, 400, RESET_BAUD);
        assertTrue(
                newest.indexOf(new CountChips(1, 1_000))
                        < newest.indexOf(new ExpectAnswers(AnswerSize.LONG)),
                "the newest count in short ones");
    }

    @Test
    void marksTheEndsOfDomains() {
        ChipFamily family = family("BM1372");
        BringUpRequest request =
                new BringUpRequest(
                        6, List.of(2, 5), 400, TicketMask.NONE, VersionMask.NONE, RESET_BAUD);
        List<Command> driven = writes(BringUp.actions(family, request), 0x58);
        assertEquals(
                List.of(
                        Command.writeAll(0x58, 0x0001_1111),
                        Command.writeChip(8, 0x58, 0x0001_f111),
                        Command.writeChip(20, 0x58, 0x0001_f111)),
                driven);
    }

    @Test
    void refusesWhatTheFamilyDoesNotHave() {
        ChipFamily family = family("BM1370");
        assertThrows(IllegalArgumentException.class, () -> actions(family, 1, 626, RESET_BAUD));
        assertThrows(
                IllegalArgumentException.class, () -> actions(family, 1, Double.NaN, RESET_BAUD));
        assertThrows(IllegalArgumentException.class, () -> actions(family, 1, 525, 1_000_000));
        assertThrows(IllegalArgumentException.class, () -> actions(family, 0, 525, RESET_BAUD));
        assertThrows(
                IllegalArgumentException.class,
                () -> new BringUpRequest(1, List.of(1), 525, TicketMask.NONE, VersionMask.NONE, 1));
    }

    private static List<BringUpAction> actions(ChipFamily family, int chips, double mhz, int baud) {
        return BringUp.actions(
                family,
                new BringUpRequest(
                        chips, List.of(), mhz, new TicketMask(8), VersionMask.BIP320, baud));
    }

    private static long addresses(List<BringUpAction> actions) {
        return commands(actions).stream().filter(Command.SetAddress.class::isInstance).count();
    }

    private static List<Command> writes(List<BringUpAction> actions, int wanted) {
        return commands(actions).stream()
                .filter(command ->
                        command instanceof Command.WriteRegister(_, int register, _)
                                && register == wanted)
                .toList();
    }

    private static List<Command> commands(List<BringUpAction> actions) {
        return actions.stream()
                .filter(Send.class::isInstance)
                .map(action -> ((Send) action).command())
                .toList();
    }

    private static ChipFamily family(String chip) {
        return ChipFamilies.named(chip).orElseThrow();
    }
}
