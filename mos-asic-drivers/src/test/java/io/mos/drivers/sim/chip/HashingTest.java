package io.mos.drivers.sim.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.VersionMask;
import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.frame.Answer;
import io.mos.drivers.bm13xx.frame.AnswerSize;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.JobFormat;
import io.mos.drivers.bm13xx.frame.JobTail;
import io.mos.drivers.bm13xx.frame.Midstate;
import io.mos.drivers.bm13xx.frame.Register;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated chips find real nonces: in their place, at their rate, under their job. */
@Tag("sim")
class HashingTest {
    private static final int BASE_VERSION = 0x2000_0000;
    private static final int ZERO_BITS = 4;
    private static final int MASK_BITS = 4;

    /** 16 hashes a ticket: four bits more. */
    private static final int TICKET_MASK = 0xf0;

    private static final int JOB = 0x18;
    private static final VersionMask VERSIONS = VersionMask.BIP320;

    static Stream<Arguments> chains() {
        return ChipFamilies.all().stream()
                .map(ChipFamily::name)
                .flatMap(name -> Stream.of(1, 3, 12).map(chips -> Arguments.of(name, chips)));
    }

    static BlockHeader header(int salt) {
        return new BlockHeader(
                BASE_VERSION, Hash256.ZERO, Hash256.ZERO, 0x6854_68d7, 0x1702_3a04 + salt, 0);
    }

    static ChipJob job(ChipFamily family, int jobHeader, BlockHeader header) {
        return switch (family.jobs().format()) {
            case FULL -> ChipJob.Full.of(jobHeader, header);
            case MIDSTATE ->
                    ChipJob.Midstates.of(
                            jobHeader,
                            JobTail.of(header),
                            IntStream.range(0, 4)
                                    .mapToObj(i -> Midstate.of(rolled(header, VERSIONS.spread(i))))
                                    .toList());
        };
    }

    private static BlockHeader rolled(BlockHeader header, int versionBits) {
        return header.withVersion(header.version() | versionBits);
    }

    /** The header a nonce claims to be of. */
    static BlockHeader claimed(ChipFamily family, BlockHeader header, Answer.Nonce nonce) {
        int versionBits =
                family.jobs().format() == JobFormat.FULL
                        ? nonce.versionField() << 13
                        : VERSIONS.spread(family.jobIds().lowBits(nonce.jobByte()));
        return rolled(header, versionBits).withNonce(nonce.nonce());
    }

    /** As an address, whose lowest bit some families' nonces leave out. */
    private static int finder(ChipFamily family, int nonce, int chips) {
        int leftOut = family.nonces().chipScale() - 1;
        return (family.nonces().chipAddress(nonce) + leftOut) / (256 / chips);
    }

    /** Only a chain that is spread evenly over the sweep lets every nonce be told by its chip. */
    @ParameterizedTest
    @MethodSource("chains")
    void everyNonceIsRealAndNamesItsChip(String chip, int chips) {
        Bench bench = Bench.of(chip, chips, ZERO_BITS);
        bench.bringUp(chips, TICKET_MASK, 0xffff).pass(Duration.ofMillis(10)).hex();
        BlockHeader header = header(0);
        ChipFamily family = bench.family;
        bench.say(job(family, JOB, header)).pass(Duration.ofMillis(1));
        List<Answer.Nonce> nonces = new ArrayList<>();
        for (int i = 0; i < 500 && nonces.size() < 40 * chips; i++) {
            nonces.addAll(bench.pass(Duration.ofMillis(40)).nonces());
            bench.say(job(family, JOB, header));
        }
        assertTrue(nonces.size() >= 20 * chips, () -> nonces.size() + " nonces");
        Set<Integer> finders = new HashSet<>();
        Ticket ticket = Ticket.of(ZERO_BITS, TICKET_MASK);
        for (Answer.Nonce nonce : nonces) {
            assertTrue(ticket.isMetBy(claimed(family, header, nonce).hash()), nonce::toString);
            assertEquals(JOB, family.jobIds().jobHeader(nonce.jobByte()));
            assertTrue(family.nonces().core(nonce.nonce()) < family.cores().cores());
            assertTrue(VERSIONS.covers(nonce.versionField() << 13));
            finders.add(finder(family, nonce.nonce(), chips));
        }
        Set<Integer> all = IntStream.range(0, chips).boxed().collect(Collectors.toSet());
        assertEquals(all, finders);
    }

    /** As many nonces a second as the clock and the ticket say, whatever the scale. */
    @ParameterizedTest
    @CsvSource({"BM1370, 4, 525, 2040", "BM1370, 8, 525, 2040", "BM1362, 4, 525, 514"})
    void noncesComeAtTheRateOfSilicon(String chip, int zeroBits, double mhz, int units) {
        Bench bench = Bench.of(chip, 1, zeroBits);
        bench.bringUp(1, TICKET_MASK, 0xffff).pass(Duration.ofMillis(1)).hex();
        int seconds = 20;
        int count = 0;
        for (int i = 0; i < seconds; i++) {
            bench.say(job(bench.family, JOB, header(i))).pass(Duration.ofSeconds(1));
            count += bench.nonces().size();
        }
        double expected = mhz * 1e6 * units / Math.scalb(1.0, 32 + MASK_BITS) * seconds;
        assertEquals(expected, count, 5 * Math.sqrt(expected));
    }

    @Test
    void aBudgetSlowsTheChipsDown() {
        ChipFamily family = ChipFamilies.named("BM1370").orElseThrow();
        Bench bench =
                new Bench(new ChainSettings(family, 1, ZERO_BITS, 1_000, KnownHeaders.NONE), 1);
        bench.chain.setPower(Power.RUNNING, 0);
        bench.pass(Duration.ofMillis(20)).bringUp(1, TICKET_MASK, 0xffff);
        bench.say(job(family, JOB, header(0))).pass(Duration.ofSeconds(10));
        double expected = 10_000 / Math.scalb(1.0, ZERO_BITS + MASK_BITS);
        assertEquals(expected, bench.nonces().size(), 5 * Math.sqrt(expected));
    }

    /** Unit is a ticket without a mask: 2^32 hashes on silicon. */
    @Test
    void countersTellTheWorkDone() {
        Bench bench = Bench.of("BM1370", 1, ZERO_BITS);
        bench.bringUp(1, TICKET_MASK, 0xffff).say(job(bench.family, JOB, header(0)));
        bench.chain.setWrong(0.25);
        bench.pass(Duration.ofSeconds(10)).hex();
        for (int register : new int[] {0x8c, 0x88, 0x4c, 0x04}) {
            bench.say(Command.readAll(register));
        }
        List<Integer> values =
                bench.pass(Duration.ofMillis(10)).answers(AnswerSize.LONG).stream()
                        .map(answer -> ((Answer.RegisterValue) answer).value())
                        .toList();
        double total = 525e6 * 2040 * 10 / 0x1p32;
        assertEquals(total, values.get(0), total / 50);
        assertEquals(total / 4, values.get(1), total / 50);
        assertEquals(total / 4, values.get(2), total / 50);
        assertEquals(525e6 * 2040 / 0x1p20, values.get(3), 1);
    }

    @Test
    void nothingIsHashedWithoutClockSweepOrJob() {
        Bench bench = Bench.of("BM1370", 1, 1);
        bench.write(Register.MISC_CONTROL, 0xf000_c100);
        bench.write(Register.VERSION_ROLLING, 0x9000_ffff);
        bench.say(job(bench.family, JOB, header(0))).pass(Duration.ofSeconds(1));
        bench.write(Register.PLL0, 0x50d2_0240).pass(Duration.ofSeconds(1));
        assertEquals(List.of(), bench.nonces());
        assertEquals(0, bench.chain.activity().hashing());
        bench.write(Register.HASH_COUNTING_NUMBER, 0x1eb5);
        bench.say(job(bench.family, JOB, header(0))).pass(Duration.ofSeconds(1));
        assertNotEquals(List.of(), bench.nonces());
        assertEquals(1, bench.chain.activity().hashing());
    }

    @Test
    void aChipIsSilentUntilItsReportsAreEnabled() {
        Bench bench = Bench.of("BM1366", 1, 1);
        bench.bringUp(1, 0, 0xffff).write(Register.MISC_CONTROL, 0x0000_c100);
        bench.say(job(bench.family, JOB, header(0))).pass(Duration.ofSeconds(1));
        assertEquals(List.of(), bench.nonces());
        bench.write(Register.MISC_CONTROL, 0xf000_c100).pass(Duration.ofSeconds(1));
        assertNotEquals(List.of(), bench.nonces());
    }

    @Test
    void versionsAreRolledInsideTheMaskOnly() {
        Bench bench = Bench.of("BM1370", 1, ZERO_BITS);
        int mask = 0x0ff0;
        bench.bringUp(1, 0, mask).say(job(bench.family, JOB, header(0)));
        Set<Integer> fields = new HashSet<>();
        for (Answer.Nonce nonce : bench.pass(Duration.ofSeconds(2)).nonces()) {
            fields.add(nonce.versionField());
        }
        assertTrue(fields.size() > 10, fields::toString);
        assertTrue(fields.stream().allMatch(field -> (field & ~mask) == 0), fields::toString);
    }

    /** A chip says nothing when it is through and starts anew: the same nonces again. */
    @Test
    void aJobThatIsLeftAloneComesRoundAgain() {
        Bench bench = Bench.of("BM1397", 1, 12);
        bench.bringUp(1, 0, 0).say(job(bench.family, JOB, header(0)));
        List<Answer.Nonce> first = bench.pass(Duration.ofMillis(100)).nonces();
        List<Answer.Nonce> rest = bench.pass(Duration.ofMillis(60)).nonces();
        assertNotEquals(List.of(), first);
        assertTrue(new HashSet<>(first).containsAll(rest), () -> first + " then " + rest);
        assertNotEquals(List.of(), rest);
        bench.say(job(bench.family, JOB + 4, header(1)));
        List<Answer.Nonce> other = bench.pass(Duration.ofMillis(60)).nonces();
        assertTrue(other.stream().noneMatch(first::contains));
    }

    @Test
    void aChipThatMiscalculatesSendsNoncesThatDoNotHash() {
        Bench bench = Bench.of("BM1370", 1, ZERO_BITS);
        bench.bringUp(1, TICKET_MASK, 0xffff).say(job(bench.family, JOB, header(0)));
        bench.chain.setWrong(0.5);
        List<Answer.Nonce> nonces = bench.pass(Duration.ofSeconds(20)).nonces();
        Ticket ticket = Ticket.of(ZERO_BITS, TICKET_MASK);
        long good =
                nonces.stream()
                        .filter(each ->
                                ticket.isMetBy(claimed(bench.family, header(0), each).hash()))
                        .count();
        assertEquals(0.5, good / (double) nonces.size(), 0.15);
    }
}
