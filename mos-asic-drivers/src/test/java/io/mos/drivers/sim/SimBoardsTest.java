package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.drivers.board.BoardFile;
import io.mos.drivers.board.BoardFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Simulated boards by name, beside the boards drivers know. */
class SimBoardsTest {
    @TempDir Path folder;

    static Stream<String> names() {
        return SimBoards.names().stream();
    }

    static Stream<String> shipped() {
        return BoardFiles.shipped().stream().map(board -> board.plan().name());
    }

    private BoardFile read(String name, SimOptions options) throws IOException {
        Path file = folder.resolve("board.json");
        Files.writeString(file, SimBoards.boardFile(name, "simulated", options));
        return BoardFiles.read(file);
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyBoardHasAFileADriverTakes(String name) throws IOException {
        BoardFile file = read(name, SimOptions.usual().withChips(2).withTicketZeroBits(12));
        assertEquals("simulated", file.plan().name());
        assertEquals(2, file.chips().count());
        assertEquals(12, file.chips().ticketZeroBits());
        assertEquals(Optional.empty(), file.usb());
    }

    /** Two readings of the same facts: what boards are made of, and what drivers take them for. */
    @ParameterizedTest
    @MethodSource("shipped")
    void everyShippedBoardCanBeSimulatedAsItIs(String name) throws IOException {
        BoardFile known = BoardFiles.named(name).orElseThrow();
        BoardFile simulated = read(name, SimOptions.usual());
        assertEquals(known.chips(), simulated.chips());
        assertEquals(known.plan().protection(), simulated.plan().protection());
        BoardKind kind = BoardKind.named(name).orElseThrow();
        assertEquals(known.chips().count(), kind.chips());
        assertEquals(known.chips().family(), kind.chipFamily());
        assertEquals(known.plan().line().controlPort().isPresent(), kind.version().isPresent());
    }

    @Test
    void aBoardThatIsNotThereHasNoFile() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SimBoards.boardFile("bitaxe", "simulated", SimOptions.usual()));
    }

    @Test
    void boardsHaveOneNameEach() {
        List<String> names = SimBoards.names();
        assertEquals(names.size(), names.stream().distinct().count());
    }
}
