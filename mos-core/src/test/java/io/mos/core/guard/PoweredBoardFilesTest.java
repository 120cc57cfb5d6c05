package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.guard.PoweredBoardFiles.Listed;
import io.mos.core.guard.file.RecordText;
import io.mos.core.guard.file.RecordText.Field;
import io.mos.core.telemetry.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PoweredBoardFilesTest {

    private static final PoweredBoard GAMMA =
            new PoweredBoard(
                    new DeviceId("bitaxe/../é 8311"),
                    "bitaxe-gamma",
                    List.of(Path.of("/dev/ttyACM0"), Path.of("/dev/ttyACM1")));
    private static final PoweredBoard RAW =
            new PoweredBoard(new DeviceId("x".repeat(500)), "raw", List.of());

    @TempDir Path temp;

    @Test
    void listsWhatWasAddedUntilItIsRemoved() throws IOException {
        PoweredBoardFiles list = new PoweredBoardFiles(temp.resolve("not/there/yet"));
        assertEquals(new Listed(List.of(), List.of()), list.list());
        list.remove(GAMMA.device());
        list.add(GAMMA);
        list.add(GAMMA);
        list.add(RAW);
        assertEquals(Set.of(GAMMA, RAW), new HashSet<>(list.list().boards()));
        list.remove(GAMMA.device());
        assertEquals(List.of(RAW), list.list().boards());
        list.remove(RAW.device());
        assertEquals(0, files().size());
    }

    @Test
    void isReadByAnotherProcess() throws IOException {
        new PoweredBoardFiles(temp).add(GAMMA);
        assertEquals(List.of(GAMMA), new PoweredBoardFiles(temp).list().boards());
    }

    @Test
    void tellsOfFilesThatAreDamagedAndReadsTheOthers() throws IOException {
        PoweredBoardFiles list = new PoweredBoardFiles(temp);
        list.add(GAMMA);
        Path damaged = temp.resolve("0000.powered-board");
        Files.writeString(damaged, "mos powered-board 1\ndevice=a\n");
        Files.writeString(temp.resolve("1111.powered-board.new"), "mos pow");
        assertEquals(new Listed(List.of(GAMMA), List.of(damaged.toString())), list.list());
    }

    @Test
    void takesNoRecordThatNamesNoBoard() {
        Field device = new Field("device", "a");
        Field board = new Field("board", "b");
        assertEquals(Optional.empty(), read("powered-board", device));
        assertEquals(Optional.empty(), read("powered-board", board));
        assertEquals(Optional.empty(), read("powered-board", new Field("device", " "), board));
        assertEquals(
                Optional.empty(),
                read("powered-board", device, board, new Field("port", "nul\0byte")));
        assertEquals(Optional.empty(), read("tuning-point", device, board));
        assertEquals(
                Optional.of(new PoweredBoard(new DeviceId("a"), "b", List.of())),
                read("powered-board", device, board));
    }

    @Test
    void failsWhereItCannotWrite() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        PoweredBoardFiles list = new PoweredBoardFiles(file);
        assertThrows(IOException.class, () -> list.add(GAMMA));
    }

    private static Optional<PoweredBoard> read(String kind, Field... fields) {
        return PoweredBoardFiles.board(new RecordText(kind, List.of(fields)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(temp.resolve("not/there/yet"))) {
            return files.toList();
        }
    }
}
