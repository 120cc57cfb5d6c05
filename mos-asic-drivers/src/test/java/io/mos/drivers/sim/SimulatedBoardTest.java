package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.FrameReader;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.sim.SimFault.Hang;
import io.mos.drivers.sim.chip.KnownHeaders;
import io.mos.drivers.sim.chip.Power;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Chips, parts, heat and faults together. */
@Tag("sim")
class SimulatedBoardTest {
    private static final double HOT_CELSIUS = 80;

    static List<String> names() {
        return SimBoards.names();
    }

    private static BoardBench runningGamma() {
        BoardBench bench = BoardBench.of("bitaxe-gamma");
        bench.powerGamma();
        bench.hashGamma();
        BlockHeader header = KnownHeaders.shipped().headers().getLast();
        bench.data(ChipJob.Full.of(0x18, header.withVersion(0x2000_0000).withNonce(0)).toBytes());
        bench.pass(Duration.ofMillis(100));
        return bench;
    }

    private static int questions(BoardBench bench, int count) {
        int frames = 0;
        for (int i = 0; i < count; i++) {
            bench.data(Command.readAll(Register.CHIP_ID).toBytes());
            frames += bench.dataHeard().size();
        }
        return frames;
    }

    @Test
    void aBoardHashesOnlyWithSupplyAndReset() {
        BoardBench bench = BoardBench.of("bitaxe-gamma");
        assertEquals(0, bench.chips());
        bench.line(BoardBench.RESET_LINE, 1);
        assertEquals(0, bench.chips());
        bench.powerGamma();
        assertEquals(1, bench.chips());
        bench.line(BoardBench.RESET_LINE, 0);
        assertEquals(0, bench.chips());
        assertEquals(Power.HELD, bench.status().power());
        bench.i2cWrite(0x24, "0100");
        assertEquals(Power.OFF, bench.status().power());
    }

    @ParameterizedTest
    @CsvSource({"bitaxe-supra, 1", "bitaxe-ultra, 1", "emberone00, 12"})
    void otherBoardsHaveAnEnableLine(String name, int chips) {
        BoardBench bench = BoardBench.of(name);
        bench.line(BoardBench.POWER_LINE, 1);
        bench.line(BoardBench.RESET_LINE, 1);
        bench.pass(Duration.ofMillis(100));
        assertEquals(chips, bench.chips());
        bench.line(BoardBench.POWER_LINE, 0);
        assertEquals(0, bench.chips());
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyBoardHasAsManyChipsAsAskedFor(String name) {
        BoardBench bench =
                new BoardBench(name, SimOptions.usual().withHashesPerSecond(1).withChips(3));
        if (name.equals("bitaxe-gamma")) {
            bench.powerGamma();
        } else if (bench.board.channels().contains(Channel.CONTROL)) {
            bench.line(BoardBench.POWER_LINE, 1);
            bench.line(BoardBench.RESET_LINE, 1);
        }
        bench.pass(Duration.ofMillis(50));
        assertEquals(3, bench.chips());
    }

    @Test
    void sensorsSayWhatTheChipFeelsOnceItHasSettled() {
        BoardBench bench = BoardBench.of("bitaxe-gamma");
        assertEquals(-1, bench.gammaCelsius(), 8.0, "without supply");
        bench.powerGamma();
        assertEquals(bench.status().dieCelsius(), bench.gammaCelsius(), 0.5);
    }

    @Test
    void workMakesHeatAndTheFanTakesItAway() {
        BoardBench bench = runningGamma();
        bench.pass(Duration.ofMinutes(10));
        SimStatus status = bench.status();
        assertEquals(525, status.megahertz(), 1e-9);
        assertEquals(1.15, status.coreVolts(), 0.005);
        assertEquals(55, status.dieCelsius(), 10);
        assertEquals(status.dieCelsius(), bench.gammaCelsius(), 0.5);
        assertTrue(status.inputWatts() > 15 && status.inputWatts() < 25, status::toString);
        assertEquals(5_800, status.fanRpm(), 50);
    }

    @Test
    void leftOnWithoutAFanItOverheats() {
        BoardBench bench = runningGamma();
        bench.fan(0);
        bench.pass(Duration.ofSeconds(30));
        assertTrue(bench.status().dieCelsius() < HOT_CELSIUS);
        bench.pass(Duration.ofMinutes(6));
        assertTrue(bench.gammaCelsius() > HOT_CELSIUS);
        bench.pass(Duration.ofMinutes(20));
        assertEquals(0, bench.chips(), "dead of heat");
    }

    /** A share that was recorded, through the whole board. */
    @Test
    void aBoardFindsAKnownShare() {
        BoardBench bench = runningGamma();
        FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.LONG);
        List<Answer> answers = new ArrayList<>();
        bench.dataHeard().forEach(bytes -> reader.accept(bytes, 0, bytes.length, answers::add));
        Answer.Nonce nonce = (Answer.Nonce) answers.getFirst();
        assertEquals(KnownHeaders.shipped().headers().getLast().nonce(), nonce.nonce());
    }

    @Test
    void fanStopStandsAndIsSeenByTheTachometer() {
        BoardBench bench = runningGamma();
        bench.i2cWrite(0x4c, "0304");
        bench.pass(Duration.ofSeconds(5));
        assertFalse(bench.i2cRead(0x4c, 0x47, 1).equals("ff"));
        bench.board.begin(new SimFault.FanStop(), bench.nanos());
        bench.pass(Duration.ofSeconds(5));
        assertTrue(Integer.parseInt(bench.i2cRead(0x4c, 0x47, 1), 16) > 0x20);
        bench.board.end(new SimFault.FanStop(), bench.nanos());
        bench.pass(Duration.ofSeconds(5));
        assertEquals(5_800, bench.status().fanRpm(), 50);
    }

    @Test
    void overTemperatureComesWithinSecondsWhateverTheFan() {
        BoardBench bench = runningGamma();
        bench.pass(Duration.ofMinutes(5));
        bench.board.begin(new SimFault.OverTemperature(), bench.nanos());
        bench.pass(Duration.ofSeconds(15));
        assertTrue(bench.gammaCelsius() > HOT_CELSIUS);
    }

    @Test
    void sensorsBreakInThreeWays() {
        BoardBench bench = runningGamma();
        bench.board.begin(new SimFault.SensorOpen(), bench.nanos());
        assertEquals(127.0, bench.gammaCelsius());
        bench.board.begin(new SimFault.SensorShort(), bench.nanos());
        assertEquals(127.875, bench.gammaCelsius());
        bench.board.end(new SimFault.SensorShort(), bench.nanos());
        double before = bench.gammaCelsius();
        bench.board.begin(new SimFault.SensorStale(), bench.nanos());
        bench.fan(5);
        bench.pass(Duration.ofMinutes(3));
        assertEquals(before, bench.gammaCelsius(), 0.5);
        bench.board.end(new SimFault.SensorStale(), bench.nanos());
        assertTrue(bench.gammaCelsius() > before + 10);
    }

    @Test
    void aBrokenBusAnswersNobody() {
        BoardBench bench = runningGamma();
        bench.board.begin(new SimFault.BusError(), bench.nanos());
        String answer = bench.ask(0x05, 0x40, "4c0101");
        assertEquals("ff", answer.substring(6, 8));
        bench.board.end(new SimFault.BusError(), bench.nanos());
        assertTrue(bench.gammaCelsius() > 20);
    }

    @Test
    void framesAreLostAndDoubled() {
        BoardBench bench = runningGamma();
        bench.dataHeard();
        assertEquals(100, questions(bench, 100));
        bench.board.begin(new SimFault.LostFrames(0.3), bench.nanos());
        int lost = 100 - questions(bench, 100);
        assertTrue(lost > 15 && lost < 45, "lost: " + lost);
        bench.board.end(new SimFault.LostFrames(0.3), bench.nanos());
        bench.board.begin(new SimFault.DuplicateFrames(0.3), bench.nanos());
        int more = questions(bench, 100) - 100;
        assertTrue(more > 15 && more < 45, "doubled: " + more);
        bench.board.end(new SimFault.DuplicateFrames(0.3), bench.nanos());
        bench.board.begin(new SimFault.Garbage(0.3), bench.nanos());
        int rubbish = questions(bench, 100) - 100;
        assertTrue(rubbish > 15 && rubbish < 45, "rubbish: " + rubbish);
    }

    /** 11 bytes each way: at 1 in 1,000 bits some 8 % of the answers break. */
    @Test
    void noiseTurnsBitsOverBothWays() {
        BoardBench bench = runningGamma();
        bench.dataHeard();
        bench.board.begin(new SimFault.CrcNoise(0.002), bench.nanos());
        byte[] question = Command.readAll(Register.CHIP_ID).toBytes();
        FrameReader<Answer> reader = FrameReader.ofAnswers(AnswerSize.LONG);
        List<Answer> good = new ArrayList<>();
        int heard = 0;
        for (int i = 0; i < 300; i++) {
            bench.data(question);
            for (byte[] bytes : bench.dataHeard()) {
                heard++;
                reader.accept(bytes, 0, bytes.length, good::add);
            }
        }
        assertTrue(heard < 300, "questions arrive broken too");
        assertTrue(good.size() < heard && good.size() > heard / 2, good.size() + " of " + heard);
    }

    @Test
    void aMissingChipIsMissing() {
        BoardBench bench =
                new BoardBench(
                        "chain-bm1370",
                        SimOptions.usual()
                                .withChips(4)
                                .withFaults(List.of(new SimFault.ChipMissing(2))));
        bench.pass(Duration.ofMillis(50));
        assertEquals(3, bench.chips());
        bench.board.end(new SimFault.ChipMissing(2), bench.nanos());
        assertEquals(4, bench.chips());
    }

    @Test
    void itHangsInParts() {
        for (Hang.Part part : Hang.Part.values()) {
            BoardBench bench = runningGamma();
            bench.board.begin(new Hang(part), bench.nanos());
            assertEquals(part == Hang.Part.CONTROL ? 1 : 0, bench.chips(), part::toString);
            String line = bench.ask(0x06, 0, "");
            assertEquals(part != Hang.Part.CHIPS, line.isEmpty(), part::toString);
            bench.board.end(new Hang(part), bench.nanos());
            assertEquals(1, bench.chips());
        }
    }

    @Test
    void theCableIsPulledWhenItIsTime() {
        BoardBench bench =
                new BoardBench(
                        "bitaxe-gamma",
                        SimOptions.usual()
                                .withFaults(List.of(new SimFault.Unplug(Duration.ofSeconds(10)))));
        bench.pass(Duration.ofSeconds(9));
        assertFalse(bench.status().unplugged());
        bench.pass(Duration.ofSeconds(2));
        assertTrue(bench.status().unplugged());
        assertEquals("", bench.ask(0x06, 0, ""));
        bench.board.replug(bench.nanos());
        assertFalse(bench.ask(0x06, 0, "").isEmpty());
    }

    @Test
    void pluggedInAgainItsChipsAreHeldAndItsSupplyIsAsItWas() {
        BoardBench bench = runningGamma();
        bench.board.begin(new SimFault.Unplug(Duration.ZERO), bench.nanos());
        bench.board.replug(bench.nanos());
        assertEquals(Power.HELD, bench.status().power());
        assertEquals(1.15, bench.status().coreVolts(), 0.005);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        SimOptions wrong =
                SimOptions.usual()
                        .withChips(0)
                        .withTicketZeroBits(33)
                        .withHashesPerSecond(0)
                        .withFaults(List.of(new SimFault.ChipMissing(1)));
        assertEquals(4, SimBoards.problems("bitaxe-gamma", wrong).size());
        assertEquals(1, SimBoards.problems("bitaxe", SimOptions.usual()).size());
        assertThrows(IllegalArgumentException.class, () -> new BoardBench("bitaxe-gamma", wrong));
    }
}
