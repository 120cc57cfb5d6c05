package io.mos.drivers.bm13xx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.drivers.bm13xx.family.ChipFamilies;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.JobIds;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTableTest {

    @ParameterizedTest
    @CsvSource({"BM1362,16", "BM1366,16", "BM1368,16", "BM1370,16", "BM1372,16", "BM1397,32"})
    void tellsTheLastJobsApartAndThenWraps(String chip, int jobs) {
        JobIds ids = ids(chip);
        assertEquals(jobs, ids.jobs());
        JobTable<Integer> table = new JobTable<>(ids);
        Set<Integer> headers = new HashSet<>();
        for (int i = 0; i < jobs; i++) {
            headers.add(table.put(i));
        }
        assertEquals(jobs, headers.size());
        int again = table.put(jobs);
        assertEquals(List.of(jobs, 0), table.candidates(ids.jobByte(again, 1)));
        int second = table.put(jobs + 1);
        assertEquals(List.of(jobs + 1, 1), table.candidates(ids.jobByte(second, 0)));
    }

    @Test
    void forgetsWhatIsTwoRoundsOld() {
        JobIds ids = ids("BM1370");
        JobTable<Integer> table = new JobTable<>(ids);
        for (int i = 0; i < 2 * ids.jobs(); i++) {
            table.put(i);
        }
        int header = table.put(32);
        assertEquals(List.of(32, 16), table.candidates(ids.jobByte(header, 15)));
    }

    @Test
    void knowsNoJobForBytesItNeverSent() {
        for (ChipFamily family : ChipFamilies.all()) {
            JobTable<Integer> table = new JobTable<>(family.jobIds());
            table.put(1);
            int known = 0;
            for (int jobByte = 0; jobByte < 256; jobByte++) {
                known += table.candidates(jobByte).size();
            }
            assertEquals(Integer.lowestOneBit(family.jobIds().returnedMask()), known);
        }
    }

    @Test
    void forgetsAllButGoesOnCounting() {
        JobIds ids = ids("BM1397");
        JobTable<Integer> table = new JobTable<>(ids);
        int first = table.put(1);
        table.clear();
        assertEquals(List.of(), table.candidates(ids.jobByte(first, 0)));
        assertEquals(ids.after(first), table.put(2));
    }

    @Test
    void readsTheJobByteOfEachScheme() {
        assertEquals(0x68, ids("BM1370").jobHeader(0xd2));
        assertEquals(2, ids("BM1370").lowBits(0xd2));
        assertEquals(0xd2, ids("BM1370").jobByte(0x68, 2));
        assertEquals(0x58, ids("BM1366").jobHeader(0x5e));
        assertEquals(6, ids("BM1366").lowBits(0x5e));
        assertEquals(0x60, ids("BM1397").jobHeader(0x63));
        assertEquals(3, ids("BM1397").lowBits(0x63));
    }

    private static JobIds ids(String chip) {
        return ChipFamilies.named(chip).orElseThrow().jobIds();
    }
}
