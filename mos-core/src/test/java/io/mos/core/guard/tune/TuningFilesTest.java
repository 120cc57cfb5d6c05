package io.mos.core.guard.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mos.core.guard.file.RecordText;
import io.mos.core.guard.file.RecordText.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TuningFilesTest {

    private static final TuningPoint POINT = new TuningPoint(531.25, 1_150);

    @TempDir Path temp;

    @Test
    void keepsTheLastGoodPointOfEachBoard() throws IOException {
        TuningFiles files = new TuningFiles(temp.resolve("tuning"));
        assertEquals(Optional.empty(), files.load("8311"));
        files.save("8311", new TuningPoint(400, 1_000));
        files.save("8311", POINT);
        files.save("../é", new TuningPoint(485, 1_200));
        TuningFiles later = new TuningFiles(temp.resolve("tuning"));
        assertEquals(Optional.of(POINT), later.load("8311"));
        assertEquals(Optional.of(new TuningPoint(485, 1_200)), later.load("../é"));
        assertEquals(Optional.empty(), later.load("8312"));
    }

    @Test
    void forgetsAPointWhoseFileIsDamaged() throws IOException {
        TuningFiles files = new TuningFiles(temp);
        files.save("8311", POINT);
        try (Stream<Path> all = Files.list(temp)) {
            Files.writeString(all.findFirst().orElseThrow(), "mos tuning-point 1\nserial=8311\n");
        }
        assertEquals(Optional.empty(), files.load("8311"));
        files.save("8311", POINT);
        assertEquals(Optional.of(POINT), files.load("8311"));
    }

    @Test
    void takesNothingButTwoNumbersOfThisBoard() {
        assertEquals(Optional.of(POINT), read("8311", "531.25", "1150"));
        assertEquals(Optional.empty(), read("8312", "531.25", "1150"));
        for (String bad : List.of("", "-1", "1e3", "NaN", "0x1p3", "12345", "1.", " 1")) {
            assertEquals(Optional.empty(), read("8311", bad, "1150"), bad);
        }
        for (String bad : List.of("", "-1", "1150.5", "123456", "+1", "١")) {
            assertEquals(Optional.empty(), read("8311", "531.25", bad), bad);
        }
    }

    private static Optional<TuningPoint> read(String serial, String megahertz, String millivolts) {
        return TuningFiles.point(
                "8311",
                new RecordText(
                        "tuning-point",
                        List.of(
                                new Field("serial", serial),
                                new Field("frequency-mhz", megahertz),
                                new Field("voltage-mv", millivolts))));
    }
}
