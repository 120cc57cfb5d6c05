package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.device.ProtectionPlan.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class BoardFilesTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir private Path folder;

    private static BoardFile board(String name) {
        return BoardFiles.named(name).orElseThrow();
    }

    private static ObjectNode shipped(String name) throws IOException {
        try (InputStream json = BoardFiles.class.getResourceAsStream(name + ".json")) {
            return (ObjectNode) JSON.readTree(json);
        }
    }

    private static List<String> problems(String json, boolean isShipped) {
        InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        return assertThrows(
                        BoardFileException.class,
                        () -> {
                            if (isShipped) {
                                BoardFileReader.shipped("x.json", in);
                            } else {
                                BoardFileReader.written("x.json", in);
                            }
                        })
                .problems();
    }

    private static List<String> problems(String name, Consumer<ObjectNode> change)
            throws IOException {
        ObjectNode file = shipped(name);
        change.accept(file);
        return problems(file.toString(), true);
    }

    private static ObjectNode in(JsonNode file, String... path) {
        JsonNode node = file;
        for (String step : path) {
            node = step.matches("\\d") ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        return (ObjectNode) node;
    }

    @Test
    void shipsItsBoards() {
        assertEquals(
                List.of("bitaxe-gamma", "bitaxe-supra", "bitaxe-ultra", "emberone00"),
                BoardFiles.shipped().stream().map(each -> each.plan().name()).toList());
        assertTrue(BoardFiles.named("antminer-s21").isEmpty());
    }

    @Test
    void readsAGamma() {
        BoardFile gamma = board("bitaxe-gamma");
        assertEquals("BM1370", gamma.chips().family().name());
        assertEquals(1_041_667, gamma.chips().hashingBaud());
        assertEquals(115_740, gamma.plan().line().baud());
        assertEquals(1, gamma.plan().line().dataPort());
        assertEquals(OptionalInt.of(0), gamma.plan().line().controlPort());
        assertEquals(new CutOff.ControlLines(0, List.of(1, 2)), gamma.plan().protection().cutOff());
        Limits limits = gamma.plan().protection().limits();
        assertEquals(1250, limits.voltageMaxMillivolts());
        assertEquals(
                1250.0,
                gamma.plan()
                        .protection()
                        .regulator()
                        .orElseThrow()
                        .settings()
                        .get("max-millivolts"));
        assertEquals(new Tuning.Range(400, 625, 6.25), gamma.tuning().frequenciesMhz());
        assertEquals(Badge.SIMULATOR, gamma.badge());
    }

    @Test
    void readsAnEmberOne() {
        BoardFile ember = board("emberone00");
        assertEquals(12, ember.chips().count());
        assertEquals(Badge.SIMULATOR, ember.badge());
        assertEquals(3, ember.plan().protection().sensors().size());
        assertEquals(0, ember.tuning().voltageMillivolts());
    }

    /** Each file is held to its chips' own maxima, whatever else it says. */
    @TestFactory
    Stream<DynamicTest> noFileGoesBeyondItsFamily() {
        return BoardFiles.shipped().stream()
                .map(file ->
                        DynamicTest.dynamicTest(
                                file.plan().name(),
                                () -> {
                                    Limits limits = file.plan().protection().limits();
                                    var most = file.chips().family().limits();
                                    assertTrue(limits.frequencyMaxMhz() <= most.frequencyMaxMhz());
                                    assertTrue(
                                            limits.voltageMaxMillivolts()
                                                    <= most.voltageMaxMillivolts());
                                    assertTrue(
                                            limits.chipCelsius() <= most.temperatureMaxCelsius());
                                }));
    }

    @Test
    void tellsAllProblemsAtOnce() throws IOException {
        List<String> problems =
                problems(
                        "bitaxe-gamma",
                        file -> {
                            in(file, "limits").put("voltage-max-mv", 1251);
                            in(file, "limits").put("chip-celsius", 80.5);
                            in(file, "regulator", "settings").remove("current-fault-amps");
                            in(file, "regulator", "settings").put("speed", 1);
                            in(file, "sensors", "0").put("kind", "lm75");
                            in(file, "sensors", "1").remove("source");
                            in(file, "sensors", "1").put("name", "chip");
                            in(file, "fan").put("address", "7F");
                            in(file, "chips").put("hashing-baud", 9600);
                            in(file, "cut-off").put("source", "I heard so");
                            file.put("colour", "black");
                        });
        for (String wanted :
                List.of(
                        "limits.voltage-max-mv must be a whole number from 1 to 1250, not 1251",
                        "limits.chip-celsius must be a number from 1 to 80, not 80.5",
                        "regulator.settings.current-fault-amps must be a number from 8 to 60",
                        "regulator.settings.speed is not known here",
                        "sensors[0].kind must be one of",
                        "sensors[1].source must be where the numbers come from",
                        "sensors[1].name is another sensor's",
                        "fan.address must be at most 77, not \"7F\"",
                        "chips.hashing-baud must be one of",
                        "cut-off.source must be where the numbers come from, not \"I heard so\"",
                        "colour is not known here")) {
            assertTrue(
                    problems.stream().anyMatch(each -> each.startsWith(wanted)),
                    wanted + " in " + problems);
        }
    }

    @Test
    void refusesWhatIsNoBoard() {
        assertEquals(List.of("the file must be an object"), problems("[]", true).subList(0, 1));
        assertTrue(problems("{\"name\": 1", true).getFirst().startsWith("is not JSON"));
        assertTrue(problems("{} {}", true).getFirst().startsWith("is not JSON"));
        assertTrue(problems("{\"a\": 1, \"a\": 2}", true).getFirst().startsWith("is not JSON"));
        assertTrue(problems(" ".repeat(300_000), false).getFirst().startsWith("is larger"));
        assertTrue(problems("", false).getFirst().contains("must be an object"));
        assertTrue(problems("[".repeat(100_000), false).getFirst().startsWith("is not JSON"));
        assertTrue(problems("{}", false).contains("chips is missing"));
    }

    @Test
    void needsAControlPortForWhatHangsOnIt() throws IOException {
        List<String> problems =
                problems(
                        "bitaxe-gamma",
                        file -> {
                            in(file, "line").remove("control-port");
                            in(file, "line").remove("control-protocol");
                        });
        assertTrue(problems.contains("cut-off.kind needs a control port"), problems::toString);
        assertTrue(problems.contains("sensors[0] needs a control port"), problems::toString);
        assertTrue(problems.contains("regulator needs a control port"), problems::toString);
        assertTrue(problems.contains("fan needs a control port"), problems::toString);
    }

    @Test
    void readsAUsersOwnBoard() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), BoardFiles.template());
        BoardFile board = BoardFiles.read(file);
        var most = board.chips().family().limits();
        Limits limits = board.plan().protection().limits();
        assertEquals(most.frequencyMaxMhz(), limits.frequencyMaxMhz());
        assertEquals(most.voltageMaxMillivolts(), limits.voltageMaxMillivolts());
        assertEquals(most.temperatureMaxCelsius(), limits.chipCelsius());
        assertEquals(32, board.chips().ticketZeroBits());
        assertTrue(board.plan().line().controlPort().isEmpty());
    }

    /** The usual way to a simulated board whose chips are a CPU. */
    @Test
    void readsAUsersCopyOfOurs() throws IOException {
        ObjectNode copy = shipped("bitaxe-gamma").put("name", "my-gamma");
        in(copy, "chips").put("ticket-zero-bits", 20).put("source", "my own");
        Path file = Files.writeString(folder.resolve("gamma.json"), copy.toString());
        BoardFile board = BoardFiles.read(file);
        assertEquals(20, board.chips().ticketZeroBits());
        assertEquals(board("bitaxe-gamma").plan().protection(), board.plan().protection());
    }

    @Test
    void aUsersFileGetsNoMoreThanTheFamily() {
        String file =
                BoardFiles.template()
                        .replace("\"count\": 1", "\"count\": 1, \"ticket-zero-bits\": 33")
                        .replace("400", "576")
                        .replace(
                                "\"line\"",
                                "\"limits\": {\"frequency-max-mhz\": 600, \"chip-celsius\": 90,"
                                        + " \"voltage-max-mv\": 1400}, \"line\"");
        List<String> problems = problems(file, false);
        assertEquals(5, problems.size(), problems::toString);
        assertTrue(problems.toString().contains("from 50 to 575, not 600"), problems::toString);
        assertTrue(problems.toString().contains("from 1 to 80, not 90"), problems::toString);
    }

    @Test
    void saysWhatIsWrongWithTheFileItself() throws IOException {
        Path missing = folder.resolve("none.json");
        String message =
                String.valueOf(
                        assertThrows(BoardFileException.class, () -> BoardFiles.read(missing))
                                .getMessage());
        assertTrue(message.contains("none.json: cannot be read"), message);
        String taken = BoardFiles.template().replace("my-chain", "bitaxe-gamma");
        Path file = Files.writeString(folder.resolve("gamma.json"), taken);
        assertThrows(BoardFileException.class, () -> BoardFiles.read(file));
    }

    @Test
    void readsEveryWayToCutOff() throws IOException {
        String template = BoardFiles.template();
        String before = template.substring(0, template.indexOf("\"kind\""));
        String after = template.substring(template.indexOf("  },\n  \"tuning\""));
        assertEquals(
                new CutOff.PortLine(CutOff.Line.RTS, CutOff.Level.RAISED),
                cutOff(
                        before
                                + "\"kind\": \"port-line\", \"line\": \"rts\", \"holds\": \"raised\""
                                + after));
        assertEquals(
                new CutOff.Frame("chain inactive"),
                cutOff(before + "\"kind\": \"frame\", \"how\": \"chain inactive\"" + after));
        assertTrue(cutOff(template) instanceof CutOff.Impossible);
    }

    private static CutOff cutOff(String json) throws IOException {
        InputStream in = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
        return BoardFileReader.written("x.json", in).plan().protection().cutOff();
    }
}
