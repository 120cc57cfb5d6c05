package io.mos.core.guard.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.guard.file.RecordText.Field;
import io.mos.core.guard.file.RecordText.Parsed;
import io.mos.core.testkit.Gen;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class RecordTextTest {

    private static final RecordText BOARD =
            new RecordText(
                    "powered-board",
                    List.of(
                            new Field("device", "bitaxe 100 % é\n"),
                            new Field("port", "/dev/ttyACM0"),
                            new Field("port", "/dev/ttyACM1")));

    @Test
    void isTextThatAPersonReads() {
        assertEquals(
                """
                mos powered-board 1
                device=bitaxe 100 %25 %C3%A9%0A
                port=/dev/ttyACM0
                port=/dev/ttyACM1
                end
                """,
                new String(BOARD.bytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void comesBackFromItsBytes() {
        assertEquals(new Parsed.Good(BOARD), RecordText.parse(BOARD.bytes()));
        assertEquals(List.of("/dev/ttyACM0", "/dev/ttyACM1"), BOARD.all("port"));
        assertEquals(Optional.of("bitaxe 100 % é\n"), BOARD.only("device"));
        assertEquals(Optional.empty(), BOARD.only("port"), "it is there twice");
        assertEquals(Optional.empty(), BOARD.only("serial"));
    }

    @Test
    void seesEveryCut() {
        byte[] whole = BOARD.bytes();
        for (int length = 0; length < whole.length; length++) {
            assertInstanceOf(Parsed.Damaged.class, RecordText.parse(Arrays.copyOf(whole, length)));
        }
    }

    @Test
    void saysWhatIsDamaged() {
        assertDamaged("the first line is not ours", "other powered-board 1\nend\n");
        assertDamaged("the first line is not ours", "mos Board 1\nend\n");
        assertDamaged("written by another version", "mos powered-board 2\nend\n");
        assertDamaged("line 2 is no field", "mos powered-board 1\ndevice\nend\n");
        assertDamaged("line 3 is no field", "mos powered-board 1\na=b\na=%2\nend\n");
        assertDamaged("line 2 is no field", "mos powered-board 1\na=b\r\nend\n");
        assertDamaged("line 2 is no field", "mos powered-board 1\nend=b\nend\n");
        assertDamaged("line 2 is no text", "mos powered-board 1\na=%FF\nend\n");
        assertDamaged("more than 32 fields", "mos a 1\n" + "a=b\n".repeat(33) + "end\n");
        assertDamaged("longer than 4096 bytes", "x".repeat(4_097));
    }

    @Test
    void writesNothingItWouldNotRead() {
        RecordText tooLong = new RecordText("a", List.of(new Field("b", "x".repeat(4_096))));
        assertThrows(IllegalArgumentException.class, tooLong::bytes);
        List<Field> tooMany = Collections.nCopies(33, new Field("b", ""));
        assertThrows(IllegalArgumentException.class, () -> new RecordText("a", tooMany));
        assertThrows(IllegalArgumentException.class, () -> new Field("end", ""));
        assertThrows(IllegalArgumentException.class, () -> new Field("A", ""));
    }

    @Test
    @Tag("property")
    void everyTextComesBack() {
        Gen.forAll(
                300,
                gen -> {
                    List<Field> fields =
                            gen.list(
                                    8,
                                    each ->
                                            new Field(
                                                    each.pick(List.of("a", "port", "b-c")),
                                                    each.text(20, "a %=\n\r\0é€😀end")));
                    boolean isWhole =
                            fields.stream()
                                    .map(Field::value)
                                    .allMatch(StandardCharsets.UTF_8.newEncoder()::canEncode);
                    RecordText text = new RecordText("kind", fields);
                    if (isWhole) {
                        assertEquals(new Parsed.Good(text), RecordText.parse(text.bytes()));
                    }
                });
    }

    private static void assertDamaged(String why, String text) {
        assertEquals(
                new Parsed.Damaged(why),
                RecordText.parse(text.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
