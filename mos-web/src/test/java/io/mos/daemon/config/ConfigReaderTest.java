package io.mos.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mos.daemon.config.SampleSchema.Door;
import io.mos.daemon.config.SampleSchema.Heater;
import io.mos.daemon.config.SampleSchema.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConfigReaderTest {

    private static final ConfigReader READER = new ConfigReader(SampleSchema.SCHEMA);

    @Test
    void fillsDefaultsWhenNothingIsSaid() {
        Bound bound = valid(new ConfigInput(Optional.empty(), Map.of(), List.of()));
        assertEquals(
                new Heater(
                        Mode.ALWAYS,
                        1,
                        1.0,
                        true,
                        Duration.ofSeconds(90),
                        List.of("say \"hi\"", "b")),
                bound.one(SampleSchema.HEATER));
        assertEquals(List.of(), bound.many(SampleSchema.DOORS));
    }

    @Test
    void readsEveryKindOfValue() {
        Bound bound =
                valid(
                        toml(
                                """
                                [heater]
                                mode = "now-and-then"
                                threads = 8
                                ratio = 2.5
                                enabled = false
                                pause-s = 5
                                names = ["x", "y"]
                                [[doors]]
                                url = "one"
                                [[doors]]
                                url = "two"
                                key-file = "/k"
                                """));
        assertEquals(
                new Heater(
                        Mode.NOW_AND_THEN, 8, 2.5, false, Duration.ofSeconds(5), List.of("x", "y")),
                bound.one(SampleSchema.HEATER));
        assertEquals(
                List.of(
                        new Door("one", Optional.empty()),
                        new Door("two", Optional.of(Path.of("/k")))),
                bound.many(SampleSchema.DOORS));
    }

    @Test
    void environmentOverridesTheFileAndFlagsOverrideBoth() {
        ConfigInput input =
                new ConfigInput(
                        Optional.of(
                                new ConfigFile(
                                        "a.toml",
                                        "[heater]\nthreads = 2\nratio = 2\n[[doors]]\nurl=\"one\"")),
                        Map.of(
                                "MOS_HEATER_THREADS", "3",
                                "MOS_HEATER_PAUSE_S", "7",
                                "MOS_HEATER_NAMES", "p, q",
                                "MOS_DOORS_1_KEY_FILE", "/e",
                                "MOS_DOORS_2_URL", "two",
                                "MOS_HOME", "/not/ours",
                                "HOME", "/root"),
                        List.of("heater.threads=4", "doors.2.url=second", "heater.enabled=false"));
        Bound bound = valid(input);
        assertEquals(
                new Heater(Mode.ALWAYS, 4, 2.0, false, Duration.ofSeconds(7), List.of("p", "q")),
                bound.one(SampleSchema.HEATER));
        assertEquals(
                List.of(
                        new Door("one", Optional.of(Path.of("/e"))),
                        new Door("second", Optional.empty())),
                bound.many(SampleSchema.DOORS));
    }

    @Test
    void listsAllProblemsWithTheirLines() {
        ConfigInput input =
                new ConfigInput(
                        Optional.of(
                                new ConfigFile(
                                        "a.toml",
                                        """
                                        # first
                                        [heater]
                                        threadz = 2
                                        mode = "never"
                                        ratio = 1e9

                                        [[doors]]
                                        url = " "

                                        [[doors]]
                                        key-file = 1

                                        [heaters]
                                        x = 1
                                        """)),
                        Map.of("MOS_HEATER_THREDS", "3", "MOS_DOORS_4_URL", "x"),
                        List.of("heater.enabled=perhaps", "heeter.mode=x", "nonsense"));
        assertEquals(
                List.of(
                        "a.toml:13: unknown section \"heaters\"; did you mean \"heater\"?",
                        "MOS_DOORS_4_URL: doors.4 needs a doors.3",
                        "MOS_HEATER_THREDS: no such key; did you mean \"MOS_HEATER_THREADS\"?",
                        "--set heeter.mode: write --set section.key=value; did you mean"
                                + " \"heater\"?",
                        "--set nonsense: write --set section.key=value",
                        "a.toml:3: unknown key \"threadz\" in [heater]; did you mean \"threads\"?",
                        "a.toml:4: \"mode\" must be one of \"always\", \"now-and-then\"; not"
                                + " \"never\"",
                        "a.toml:5: \"ratio\" must be a number, 0.5 to 1000000; not 1000000000",
                        "--set heater.enabled: \"enabled\" must be true or false without quotes,"
                                + " not \"perhaps\"",
                        "a.toml:7: [[doors]] leads nowhere",
                        "a.toml:10: \"url\" is missing",
                        "a.toml:11: \"key-file\" must be text in quotes, not a whole number"),
                problems(input));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads = 65      | must be a whole number, 0 to 64; not 65",
                "threads = -1      | must be a whole number, 0 to 64; not -1",
                "threads = 1.5     | must be a whole number, 0 to 64; not a decimal number",
                "threads = \"2\"   | must be a whole number, 0 to 64; not text",
                "ratio = \"x\"     | must be a number, 0.5 to 1000000; not text",
                "ratio = nan       | must be a number, 0.5 to 1000000; not NaN",
                "ratio = 0.1       | must be a number, 0.5 to 1000000; not 0.1",
                "enabled = 1       | must be true or false without quotes, not a whole number",
                "mode = true       | must be text in quotes, not true or false",
                "names = \"x\"     | must be a list of texts, not text",
                "names = [1]       | each entry must be text in quotes, not a whole number",
                "pause-s = 0       | must be a whole number of seconds, 1 to 3600; not 0",
                "threads = 99999999999999999999"
                        + " | must be a whole number, 0 to 64; not a number beyond 64 bits",
                "threads = { a = 1 } | must be a whole number, 0 to 64; not a table",
            })
    void namesWhatIsWrongWithAValue(String line, String reason) {
        String key = line.substring(0, line.indexOf(' '));
        assertEquals(
                List.of("a.toml:2: \"" + key + "\" " + reason),
                problems(toml("[heater]\n" + line)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threads = 1             | a.toml:1: unknown section \"threads\"",
                "[[heater]]              | a.toml:1: \"heater\" is a table: write [heater]",
                "[doors]                 | a.toml:1: \"doors\" is a table: write [[doors]]",
                "heater = 3              | a.toml:1: \"heater\" is a table: write [heater]",
                "heater.threads = \"x\"  | a.toml:1: \"threads\" must be a whole number, 0 to 64;"
                        + " not text",
            })
    void namesWhatIsWrongWithTheShape(String line, String problem) {
        assertEquals(List.of(problem), problems(toml(line)));
    }

    @Test
    void tellsHowSeveralTablesAreWritten() {
        assertEquals(
                List.of("a.toml:2: not valid TOML: each of several tables is written [[doors]]"),
                problems(toml("[doors]\n[doors] # the second\n")));
    }

    @Test
    void findsLinesBehindTextsOfManyLines() {
        assertEquals(
                List.of("a.toml:7: \"threads\" must be a whole number, 0 to 64; not text"),
                problems(
                        toml(
                                """
                                [heater]
                                names = [\"\"\"
                                [doors]
                                threads = 1
                                \"\"\"]

                                threads = "x"
                                """)));
    }

    @Test
    void reportsASyntaxErrorWithItsLine() {
        List<String> problems = problems(toml("[heater]\nthreads = \n"));
        assertEquals(1, problems.size());
        assertEquals("a.toml:2: not valid TOML: ", problems.getFirst().substring(0, 26));
    }

    private static ConfigInput toml(String text) {
        return new ConfigInput(Optional.of(new ConfigFile("a.toml", text)), Map.of(), List.of());
    }

    private static Bound valid(ConfigInput input) {
        return assertInstanceOf(ConfigResult.Valid.class, READER.read(input)).bound();
    }

    private static List<String> problems(ConfigInput input) {
        return assertInstanceOf(ConfigResult.Invalid.class, READER.read(input)).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}
