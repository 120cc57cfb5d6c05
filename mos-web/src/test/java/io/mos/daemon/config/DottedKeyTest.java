package io.mos.daemon.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys with a dot in their name, which users write as a table within the table. */
final class DottedKeyTest {

    private static final Key<String> NAME = Key.text("name").required().meaning("Which.");
    private static final Key<LocalTime> FROM = Key.timeOfDay("quiet.from").meaning("Since when.");
    private static final Key<LocalTime> TO = Key.timeOfDay("quiet.to").meaning("Until when.");

    private record Room(String name, Optional<LocalTime> from, Optional<LocalTime> to) {}

    private static final Section<Room> ROOMS =
            new Section<>(
                    "rooms",
                    Section.Arity.MANY,
                    "Rooms.",
                    List.of(NAME, FROM, TO),
                    values -> new Room(values.get(NAME), values.find(FROM), values.find(TO)));

    private static final ConfigReader READER =
            new ConfigReader(new Schema(List.of(ROOMS), "MOS_", Set.of()));

    private static final Room BEDROOM =
            new Room("bed", Optional.of(LocalTime.of(22, 30)), Optional.of(LocalTime.of(7, 0)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[[rooms]]\nname = \"bed\"\nquiet = { from = \"22:30\", to = \"07:00\" }",
                "[[rooms]]\nname = \"bed\"\nquiet.from = \"22:30\"\nquiet.to = \"07:00\"",
                "[[rooms]]\nname = \"bed\"\n[rooms.quiet]\nfrom = \"22:30\"\nto = \"07:00\"",
            })
    void mayBeWrittenAsATable(String toml) {
        assertEquals(List.of(BEDROOM), rooms(toml, Map.of(), List.of()));
    }

    @Test
    void mayBeSetFromOutside() {
        assertEquals(
                List.of(BEDROOM),
                rooms(
                        "[[rooms]]\nname = \"bed\"\nquiet.from = \"01:00\"",
                        Map.of("MOS_ROOMS_1_QUIET_FROM", "22:30"),
                        List.of("rooms.1.quiet.to=07:00")));
    }

    @Test
    void namesWhatIsWrongByLine() {
        String toml = "[[rooms]]\nname = \"bed\"\nquiet = { form = \"22:30\", to = \"7:00\" }";
        ConfigResult.Invalid invalid =
                assertInstanceOf(ConfigResult.Invalid.class, read(toml, Map.of(), List.of()), toml);
        assertEquals(
                List.of(
                        "a.toml:3: unknown key \"quiet.form\" in [[rooms]]; did you mean"
                                + " \"quiet.from\"?",
                        "a.toml:3: \"quiet.to\" must be a time of day in quotes, such as"
                                + " \"22:30\"; not \"7:00\""),
                invalid.problems().stream().map(Problem::toString).toList());
    }

    private static List<Room> rooms(
            String toml, Map<String, String> environment, List<String> settings) {
        return assertInstanceOf(ConfigResult.Valid.class, read(toml, environment, settings))
                .bound()
                .many(ROOMS);
    }

    private static ConfigResult read(
            String toml, Map<String, String> environment, List<String> settings) {
        ConfigFile file = new ConfigFile("a.toml", toml);
        return READER.read(new ConfigInput(Optional.of(file), environment, settings));
    }
}
