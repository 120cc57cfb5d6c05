package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchSpaceTest {

    /** BM13XX.md §7: small cores of one core. */
    @ParameterizedTest
    @CsvSource({"BM1362,8", "BM1366,8", "BM1368,16", "BM1370,16", "BM1397,4"})
    void sharesVersionsAmongSmallCores(String chip, int subCores) {
        assertEquals(subCores, new SearchSpace(family(chip).cores(), 1).subCores());
    }

    /** Register 10 as the recorded driver wrote it. */
    @ParameterizedTest
    @CsvSource({"BM1368,6,490,1A1F5", "BM1370,1,525,C2FB7"})
    void countsTheTicksOfASweep(String chip, int chips, double mhz, String ticks) {
        assertEquals(OptionalInt.of(Integer.parseInt(ticks, 16)), ticks(chip, chips, mhz));
    }

    @Test
    void countsTicksAnewForEachFrequency() {
        int slow = ticks("BM1370", 1, 300).orElseThrow();
        int fast = ticks("BM1370", 1, 600).orElseThrow();
        assertEquals(2.0, (double) (slow + 268) / (fast + 268), 1e-5);
    }

    @Test
    void hasNoTicksOrFixedOnesWhereTheFamilySaysSo() {
        assertEquals(OptionalInt.empty(), ticks("BM1397", 1, 425));
        assertEquals(OptionalInt.of(0x1eb5), ticks("BM1372", 8, 400));
    }

    /** BM13XX.md §7: 0.9 to 1.8 s with the factory's numbers. */
    @ParameterizedTest
    @CsvSource({"BM1366,115A,1.46", "BM1370,1EB5,1.29", "BM1362,1381,1.64"})
    void knowsTheEpochOfTheFactorysNumbers(String chip, String ticks, double seconds) {
        Duration epoch =
                new SearchSpace(family(chip).cores(), 1).versionEpoch(Integer.parseInt(ticks, 16));
        assertEquals(seconds, epoch.toNanos() / 1e9, 0.005);
    }

    @Test
    void asksForWorkMoreOftenTheLongerTheChain() {
        assertEquals(Duration.ofMillis(500), interval("BM1370", 1, 65_536));
        assertEquals(Duration.ofMillis(250), interval("BM1370", 2, 65_536));
        assertEquals(Duration.ofMillis(125), interval("BM1370", 3, 65_536));
        assertEquals(Duration.ofSeconds(2), interval("BM1366", 1, 65_536));
    }

    @Test
    void asksForWorkBeforeANarrowMaskIsThrough() {
        Duration narrow = interval("BM1370", 1, 16);
        assertTrue(narrow.compareTo(Duration.ofMillis(100)) < 0, narrow::toString);
        Duration one = interval("BM1397", 1, 1);
        assertEquals(interval("BM1397", 1, 65_536).dividedBy(4).toMillis(), one.toMillis());
    }

    private static Duration interval(String chip, int chips, long versions) {
        ChipFamily family = family(chip);
        return new SearchSpace(family.cores(), chips).workInterval(family.cadence(), 400, versions);
    }

    private static OptionalInt ticks(String chip, int chips, double mhz) {
        ChipFamily family = family(chip);
        return new SearchSpace(family.cores(), chips)
                .hashCountingNumber(family.sweep(), PllSetting.nearest(family.pll(), mhz));
    }

    private static ChipFamily family(String chip) {
        return ChipFamilies.named(chip).orElseThrow();
    }
}
