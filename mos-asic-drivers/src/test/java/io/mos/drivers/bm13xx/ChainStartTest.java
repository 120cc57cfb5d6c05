package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mos.core.chain.VersionMask;
import io.mos.core.device.BoardControl;
import io.mos.core.telemetry.Fault;
import io.mos.core.testkit.Jobs;
import io.mos.core.work.Job;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** From no power to hashing, and what goes wrong on the way. */
@Tag("sim")
class ChainStartTest {

    @TestFactory
    Stream<DynamicTest> bringsEveryFamilyUpFrameByFrame() {
        return ChipFamilies.all().stream()
                .map(family -> dynamicTest(family.name(), () -> checkFrames(family)));
    }

    private static void checkFrames(ChipFamily family) {
        double mhz = family.limits().frequencyMaxMhz();
        int baud = family.baudRates().getLast().baud();
        ChainRig rig = ChainRig.of(family.name(), 4, mhz, baud);
        rig.program.start();
        rig.untilState("idle");
        BringUpRequest request =
                new BringUpRequest(
                        4,
                        List.of(),
                        mhz,
                        new TicketRule(rig.spec).forRate(mhz),
                        VersionMask.BIP320,
                        baud);
        List<Command> planned =
                BringUp.actions(family, request).stream()
                        .flatMap(action ->
                                action instanceof BringUpAction.Send(Command command)
                                        ? Stream.of(command)
                                        : Stream.empty())
                        .toList();
        assertEquals(planned, rig.chips.commands().subList(0, planned.size()));
        assertEquals(
                List.of(Command.readAll(Register.CHIP_ID)),
                rig.chips.commands().subList(planned.size(), planned.size() + 1));
        assertEquals(List.of("on 1150", "reset RELEASED"), rig.board);
        assertEquals(baud, rig.chips.hostBaud());
    }

    @Test
    void takesOrdersGivenMeanwhileWhenItIsUp() {
        ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
        rig.program.start();
        rig.work(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
        rig.work(Jobs.job("pool", "2", "block", Job.Renewal.UPDATE));
        assertTrue(rig.chips.jobs().isEmpty());
        rig.untilState("hashing");
        assertEquals(1, rig.chips.jobs().size());
    }

    @Test
    void namesTheChipThatDoesNotAnswer() {
        ChainRig rig = new ChainRig(ChainRig.spec("BM1362", 12, 525, 3_125_000), 9);
        rig.program.start();
        rig.untilState("offline");
        assertTrue(rig.reason().contains("9 of 12") && rig.reason().contains("number 9"));
        assertEquals("off", rig.board.getLast());
    }

    /** The one in the middle answers before it has an address, and never at the new rate. */
    @Test
    void namesTheChipWithoutAnAddress() {
        ChainRig rig = ChainRig.of("BM1366", 3, 485, 1_041_667);
        rig.program.start();
        rig.pass(Duration.ofSeconds(3));
        rig.chips.mute(1);
        rig.untilState("offline");
        assertTrue(rig.reason().contains("number 1 "), rig.reason());
    }

    @Test
    void hearsNothingAtAWrongRate() {
        ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
        rig.chips.ignoresBaud = true;
        rig.program.start();
        rig.untilState("offline");
        assertEquals("no chip answers at 1041667 baud", rig.reason());
    }

    @Test
    void refusesChipsOfAnotherFamily() {
        ChainSpec spec = ChainRig.spec("BM1370", 1, 525, 1_041_667);
        ChainRig rig = new ChainRig(spec, 0);
        rig.program.start();
        rig.pass(Duration.ofMillis(400));
        byte[] stranger =
                new Answer.RegisterValue(0x1366_0000, 0, Register.CHIP_ID, 0, AnswerSize.LONG)
                        .toBytes();
        rig.program.onBytes(ByteBuffer.wrap(stranger));
        rig.untilState("offline");
        assertTrue(rig.reason().contains("13660000"), rig.reason());
    }

    /** Three more attempts in the hour, then none until it is over. */
    @Test
    void triesThreeTimesAnHour() {
        ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
        rig.chips.isMute = true;
        rig.program.start();
        rig.pass(Duration.ofMinutes(55));
        assertEquals(1 + Restarts.PER_HOUR, attempts(rig));
        assertEquals("offline", rig.state());
        rig.pass(Duration.ofMinutes(10));
        assertEquals(1 + 2 * Restarts.PER_HOUR, attempts(rig));
        rig.chips.isMute = false;
        rig.pass(Duration.ofMinutes(60));
        assertEquals("idle", rig.state());
    }

    @Test
    void asksAgainWhereTheGuardianRefuses() {
        ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
        rig.nextOutcome = Optional.of(new BoardControl.Outcome.Refused("still hot"));
        rig.program.start();
        rig.untilState("offline");
        assertEquals("still hot", rig.reason());
        rig.untilState("idle");
    }

    @Test
    void tellsOfASupplyThatFails() {
        ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
        rig.nextOutcome = Optional.of(ChainRig.failure("supply-fault"));
        rig.program.start();
        rig.untilState("offline");
        assertEquals("supply-fault", rig.reason());
        rig.untilState("idle");
    }

    @Test
    void refusesAnImpossibleSpec() {
        assertThrows(
                IllegalArgumentException.class, () -> ChainRig.of("BM1370", 1, 5_000, 1_041_667));
        assertThrows(IllegalArgumentException.class, () -> ChainRig.of("BM1370", 1, 525, 9_600));
    }

    /** Power is cut at every moment of the bring-up; it begins anew and nothing is sent between. */
    @Test
    void survivesAPowerCutInEachPhase() {
        for (int millis = 0; millis < 12_000; millis += 250) {
            ChainRig rig = ChainRig.of("BM1370", 2, 525, 1_041_667);
            rig.program.start();
            rig.work(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
            rig.pass(Duration.ofMillis(millis));
            rig.chips.power(false);
            rig.program.onPowerCut(new Fault("over-temperature", "chip at 90"));
            assertEquals("offline", rig.state());
            rig.chips.forgetFrames();
            rig.board.clear();
            rig.pass(Duration.ofMinutes(2));
            assertEquals(List.of(), rig.board, "asks for nothing while it is cut");
            rig.program.onPowerAllowed();
            rig.untilState("hashing");
            assertTrue(!rig.chips.jobs().isEmpty());
        }
    }

    /** The line goes at every write of the bring-up and of the first jobs. */
    @Test
    void endsQuietlyWhenUnpluggedInEachPhase() {
        for (int writes = 1; writes < 200; writes += 3) {
            ChainRig rig = ChainRig.of("BM1370", 1, 525, 1_041_667);
            rig.chips.pullAfter(writes);
            rig.program.start();
            rig.work(Jobs.job("pool", "1", "block", Job.Renewal.REPLACE));
            rig.pass(Duration.ofMinutes(1));
            assertEquals("offline", rig.state(), "after " + writes);
            assertEquals("unplugged", rig.reason(), "after " + writes);
            rig.program.stop();
            assertEquals("closed", rig.state());
            rig.pass(Duration.ofSeconds(2));
            assertEquals(0, rig.time.scheduled(), "nothing is left to do");
        }
    }

    private static long attempts(ChainRig rig) {
        return rig.board.stream().filter(asked -> asked.startsWith("on ")).count();
    }
}
