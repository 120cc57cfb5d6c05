package io.mos.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.daemon.config.SampleSchema.Door;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ConfigTemplateTest {

    private static final ConfigReader READER = new ConfigReader(SampleSchema.SCHEMA);

    @Test
    void readsBackAsTheDefaults() {
        Bound nothing = read("");
        Bound template = read(ConfigTemplate.of(SampleSchema.SCHEMA, Map.of()));
        assertEquals(nothing.one(SampleSchema.HEATER), template.one(SampleSchema.HEATER));
        assertEquals(List.of(), template.many(SampleSchema.DOORS));
    }

    @Test
    void everyCommentedDefaultIsWhatItsKeyReads() {
        String uncommented =
                ConfigTemplate.of(SampleSchema.SCHEMA, Map.of())
                        .replaceAll("(?m)^# ([a-z-]+ = .+)$", "$1");
        assertTrue(uncommented.contains("\npause-s = 90\n"), uncommented);
        assertEquals(read("").one(SampleSchema.HEATER), read(uncommented).one(SampleSchema.HEATER));
    }

    @Test
    void writesChosenValuesAsSettings() {
        String text = ConfigTemplate.of(SampleSchema.SCHEMA, Map.of("doors.url", "\"out\""));
        assertEquals(
                List.of(new Door("out", Optional.empty())), read(text).many(SampleSchema.DOORS));
    }

    @Test
    void documentsEveryKey() {
        String markdown = ConfigMarkdown.of(SampleSchema.SCHEMA);
        assertTrue(
                markdown.contains(
                        "| `threads` | whole number, 0 to 64 | `1` | How many \\| threads. |"),
                markdown);
        assertTrue(
                markdown.contains("| `url` | text | **required** | Where it leads. |"), markdown);
        assertTrue(markdown.contains("## `[[doors]]`\n\nWays out.\n"), markdown);
        assertTrue(markdown.contains("Variables: `MOS_DOORS_1_URL`"), markdown);
    }

    private static Bound read(String text) {
        ConfigInput input =
                new ConfigInput(Optional.of(new ConfigFile("t", text)), Map.of(), List.of());
        return assertInstanceOf(ConfigResult.Valid.class, READER.read(input)).bound();
    }
}
