package io.mos.drivers.sim.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Destination;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Registers, addresses and the line of a simulated chain. */
class SimChainTest {
    private static final Duration SOON = Duration.ofMillis(100);
    private static final int ZERO_BITS = 16;

    static Stream<String> families() {
        return ChipFamilies.all().stream().map(ChipFamily::name);
    }

    @ParameterizedTest
    @MethodSource("families")
    void everyChipAnswersAtAddressZeroUntilItHasOne(String chip) {
        Bench bench = Bench.of(chip, 3, ZERO_BITS);
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        int id = bench.family.chipId().registerValue(0);
        assertEquals(
                Collections.nCopies(
                        3, new Answer.RegisterValue(id, 0, Register.CHIP_ID, 0, AnswerSize.SHORT)),
                bench.answers(AnswerSize.SHORT));
    }

    /** Vectors rx-0 and bm1370-short-register-answer, recorded on a Bitaxe. */
    @Test
    void answersAsTheRecordedChipDid() {
        Bench bench = Bench.of("BM1370", 1, ZERO_BITS);
        bench.say(Command.readAll(Register.MISC_CONTROL)).pass(SOON);
        assertEquals(List.of("aa550000c100001802"), bench.hex());
        bench.write(Register.VERSION_ROLLING, 0x9000_ffff);
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(List.of("aa55137000000000000010"), bench.hex());
    }

    @ParameterizedTest
    @MethodSource("families")
    void addressesGoToTheFirstChipThatHasNone(String chip) {
        Bench bench = Bench.of(chip, 3, ZERO_BITS);
        bench.say(new Command.SetAddress(16), new Command.Inactive());
        bench.say(
                new Command.SetAddress(0),
                new Command.SetAddress(16),
                new Command.SetAddress(48),
                new Command.SetAddress(64));
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(List.of(0, 16, 48), addresses(bench));
        int shift = bench.family.addressing().commandShift();
        bench.say(new Command.ReadRegister(destination(16 >>> shift), Register.CHIP_ID));
        assertEquals(List.of(16), addresses(bench.pass(SOON)));
        bench.say(new Command.ReadRegister(destination(17), Register.CHIP_ID));
        assertEquals(List.of(), addresses(bench.pass(SOON)));
    }

    @Test
    void aWriteReachesTheChipItIsFor() {
        Bench bench = Bench.of("BM1370", 2, ZERO_BITS);
        bench.bringUp(2, 0xff, 0xffff).say(Command.writeChip(128, Register.TICKET_MASK, 0xfc));
        bench.say(Command.readAll(Register.TICKET_MASK)).pass(SOON);
        assertEquals(List.of(0xff, 0xfc), values(bench.answers(AnswerSize.LONG)));
    }

    @Test
    void countersAndIdCannotBeWritten() {
        Bench bench = Bench.of("BM1368", 1, ZERO_BITS);
        for (int register : List.of(Register.CHIP_ID, Register.TOTAL_COUNTER, 0x88)) {
            bench.write(register, -1).say(Command.readAll(register));
        }
        bench.pass(SOON);
        assertEquals(List.of(0x1368_0000, 0, 0), values(bench.answers(AnswerSize.SHORT)));
    }

    @ParameterizedTest
    @CsvSource({
        "BM1370, 28, 11300200, 1000000",
        "BM1370, 28, 01300000, 3125000",
        "BM1362, 28, 11300000, 3125000",
        "BM1397, 18, 00006131, 1500000",
        "BM1397, 18, 00006031, 3125000",
        "BM1373, 28, 80000000, 3000000"
    })
    void framesAtTheWrongRateVanish(String chip, String register, String value, int baud) {
        Bench bench = Bench.of(chip, 1, ZERO_BITS);
        Command raise =
                Command.writeAll(
                        Integer.parseInt(register, 16), Integer.parseUnsignedInt(value, 16));
        Command ask = Command.readAll(Register.CHIP_ID);
        bench.baud(2 * baud);
        assertEquals(List.of(), bench.say(ask).pass(SOON).hex());
        bench.baud(Bench.RESET_BAUD);
        assertEquals(1, bench.say(ask).pass(SOON).hex().size());
        bench.say(raise, ask).pass(SOON);
        assertEquals(List.of(), bench.hex(), "the host still listens at the old rate");
        bench.baud(baud);
        assertEquals(1, bench.say(ask).pass(SOON).hex().size());
        bench.chain.setPower(Power.HELD, bench.nanos());
        bench.chain.setPower(Power.RUNNING, bench.nanos());
        bench.pass(SOON);
        assertEquals(List.of(), bench.say(ask).pass(SOON).hex(), "a reset brings the rate back");
    }

    /** PLL3 / 7 = 400 MHz, BM13XX.md §1. */
    @Test
    void bm1397GoesBeyondItsCrystal() {
        Bench bench = Bench.of("BM1397", 1, ZERO_BITS);
        bench.write(0x68, 0xc070_0111).write(0x28, 0x0600_000f).write(0x18, 0x0001_6731);
        bench.baud(6_250_000);
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(List.of("aa5513971800000006"), bench.hex());
    }

    @Test
    void aChipInResetOrWithoutSupplyIsDeafAndDumb() {
        Bench bench = Bench.of("BM1370", 1, ZERO_BITS);
        bench.bringUp(1, 0xff, 0xffff);
        for (Power power : List.of(Power.HELD, Power.OFF)) {
            bench.chain.setPower(power, bench.nanos());
            bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
            assertEquals(List.of(), bench.hex());
        }
        bench.chain.setPower(Power.RUNNING, bench.nanos());
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(List.of(), bench.hex(), "not up yet");
        bench.say(Command.readAll(Register.MISC_CONTROL)).pass(SOON);
        assertEquals(List.of(0x0000_c100), values(bench.answers(AnswerSize.SHORT)));
    }

    /** One line: frames follow each other in the chain's order, none inside another. */
    @Test
    void answersTakeTheirTimeOnTheLine() {
        Bench bench = Bench.of("BM1370", 4, ZERO_BITS);
        bench.bringUp(4, 0xff, 0xffff).say(Command.readAll(Register.CHIP_ID));
        long frameNanos = 11 * 10 * 1_000_000_000L / 115_740;
        long firstNanos = bench.chain.nextNanos().orElseThrow() - bench.nanos();
        assertTrue(Math.abs(firstNanos - frameNanos) < 1_000, () -> "after " + firstNanos);
        bench.pass(Duration.ofNanos(frameNanos * 2 + 10_000));
        assertEquals(List.of(0, 64), addresses(bench));
        bench.pass(SOON);
        assertEquals(List.of(128, 192), addresses(bench));
    }

    /** Vector bm1368-temperature: code 080C is 53.4 °C. */
    @Test
    void bm1368TellsItsTemperatureWhenAskedRight() {
        Bench bench = Bench.of("BM1368", 1, ZERO_BITS);
        bench.chain.setDie(53.45);
        bench.say(Command.readAll(0xb4));
        for (int step : new int[] {0x8000_0000, 0x0002_0000, 0x0102_0000, 0x1002_0000}) {
            bench.write(0xb0, step);
        }
        bench.say(Command.readAll(0xb4)).pass(SOON);
        assertEquals(List.of(0, 0x8000_080c), values(bench.answers(AnswerSize.SHORT)));
    }

    @Test
    void aMissingChipLeavesTheOthers() {
        Bench bench = Bench.of("BM1362", 12, ZERO_BITS);
        assertEquals(true, bench.chain.remove(5, bench.nanos()));
        assertEquals(false, bench.chain.remove(12, bench.nanos()));
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(11, bench.hex().size());
        bench.chain.restore(bench.nanos());
        bench.say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(12, bench.hex().size());
    }

    @Test
    void aLongChainAnswersInFull() {
        Bench bench = Bench.of("BM1370", 65, ZERO_BITS);
        bench.bringUp(65, 0xff, 0xffff).say(Command.readAll(Register.CHIP_ID)).pass(SOON);
        assertEquals(IntStream.range(0, 65).map(i -> i * 3).boxed().toList(), addresses(bench));
    }

    private static Destination destination(int address) {
        return Destination.chip(address);
    }

    private static List<Integer> addresses(Bench bench) {
        AnswerSize size =
                bench.chain.activity().megahertz() > 0
                        ? bench.family.answers().rolling()
                        : AnswerSize.SHORT;
        return bench.answers(size).stream()
                .map(answer -> ((Answer.RegisterValue) answer).address())
                .toList();
    }

    private static List<Integer> values(List<Answer> answers) {
        return answers.stream().map(answer -> ((Answer.RegisterValue) answer).value()).toList();
    }
}
