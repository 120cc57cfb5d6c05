package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.core.device.DeviceSettings;
import io.mos.core.guard.QuietHours;
import io.mos.daemon.config.ConfigFile;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.Problem;
import io.mos.drivers.board.BoardFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BoardKeysTest {

    @Test
    void needsNothingForBoardsRecognisedByUsb() {
        MosConfig config = valid("");
        assertEquals(List.of(), config.boards());
        assertEquals(new DriverSettings(true), config.drivers());
    }

    @Test
    void readsEverythingThatCanBeSaidOfABoard() {
        MosConfig config =
                valid(
                        """
                        [drivers]
                        detect-usb = false
                        [[boards]]
                        id = "usb-1209:256f:7"
                        board = "bitaxe-supra"
                        frequency-mhz = 500
                        max-chip-celsius = 65
                        quiet = { from = "22:00", to = "07:30", max-fan-percent = 35 }
                        [[boards]]
                        board = "bitaxe-gamma"
                        ports = ["/dev/ttyACM0", "/dev/ttyACM1"]
                        """);
        assertEquals(new DriverSettings(false), config.drivers());
        QuietHours quiet =
                new QuietHours(
                        LocalTime.of(22, 0), LocalTime.of(7, 30), 35, ZoneId.systemDefault());
        assertEquals(
                List.of(
                        new BoardConfig(
                                "usb-1209:256f:7",
                                "bitaxe-supra",
                                List.of(),
                                new DeviceSettings(
                                        Map.of(
                                                "frequency-mhz", "500.0",
                                                "max-chip-celsius", "65.0")),
                                Optional.of(quiet)),
                        new BoardConfig(
                                "bitaxe-gamma-ttyACM1",
                                "bitaxe-gamma",
                                List.of(Path.of("/dev/ttyACM0"), Path.of("/dev/ttyACM1")),
                                DeviceSettings.NONE,
                                Optional.empty())),
                config.boards());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "board = 'bitaxe-gamma'  | needs an id, or board and ports",
                "ports = ['/dev/ttyS0']  | needs board: ports alone do not tell what is behind them",
                "quiet.from = '22:00'    | needs an id, or board and ports",
            })
    void saysWhatIsMissing(String line, String problem) {
        List<String> problems = problems("[[boards]]\n" + line.replace('\'', '"'));
        assertEquals("a.toml:1: [[boards]] " + problem, problems.getFirst());
    }

    @Test
    void holdsToTheBoardsOwnLimitsBeforeAnythingRuns() {
        List<String> problems =
                problems(
                        """
                        [[boards]]
                        id = "a"
                        board = "bitaxe-gamma"
                        max-chip-celsius = 95
                        frequency-mhz = 2000
                        quiet.to = "07:00"
                        [[boards]]
                        id = "b"
                        board = "bitaxe-gama"
                        """);
        assertEquals(4, problems.size(), problems.toString());
        assertEquals(
                "a.toml:1: [[boards]] board bitaxe-gamma: max-chip-celsius is 95, more than the"
                        + " board's 75: a setting may narrow a limit, never widen it",
                problems.get(0));
        assertEquals(
                "a.toml:1: [[boards]] quiet needs from, to and max-fan-percent", problems.get(2));
        assertEquals(
                "a.toml:7: [[boards]] board \"bitaxe-gama\" is none of ours; did you mean"
                        + " \"bitaxe-gamma\"?",
                problems.get(3));
    }

    @Test
    void refusesWhatIsSaidTwice() {
        String board = "[[boards]]\nboard = \"bitaxe-gamma\"\nports = [\"/dev/a\", \"/dev/b\"]\n";
        assertEquals(
                List.of(
                        "[[boards]]: two entries are about bitaxe-gamma-b",
                        "[[boards]]: two boards cannot be at /dev/a",
                        "[[boards]]: two boards cannot be at /dev/b"),
                problems(board + board));
    }

    @Test
    void readsTheUsersOwnBoardFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("chain.json");
        Files.writeString(file, BoardFiles.template());
        String toml = "[[boards]]\nboard = \"%s\"\nports = [\"/dev/ttyS1\"]\n".formatted(file);
        assertEquals("chain-ttyS1", valid(toml).boards().getFirst().id());
        Files.writeString(file, "{}");
        assertEquals(true, problems(toml).getFirst().startsWith("a.toml:1: [[boards]] board "));
    }

    private static MosConfig valid(String toml) {
        return assertInstanceOf(MosConfig.Read.Good.class, read(toml)).config();
    }

    private static List<String> problems(String toml) {
        return assertInstanceOf(MosConfig.Read.Bad.class, read(toml)).problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static MosConfig.Read read(String toml) {
        ConfigFile file = new ConfigFile("a.toml", toml);
        return MosConfig.read(new ConfigInput(Optional.of(file), Map.of(), List.of()));
    }
}
