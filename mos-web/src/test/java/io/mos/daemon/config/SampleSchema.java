package io.mos.daemon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A small schema with a key of every kind. */
final class SampleSchema {

    enum Mode {
        ALWAYS,
        NOW_AND_THEN
    }

    record Heater(
            Mode mode,
            int threads,
            double ratio,
            boolean isEnabled,
            Duration pause,
            List<String> names) {}

    record Door(String url, Optional<Path> keyFile) {}

    static final Key<Mode> MODE = Key.choice("mode", Mode.class).withDefault(Mode.ALWAYS);
    static final Key<Integer> THREADS =
            Key.whole("threads", 0, 64).withDefault(1).meaning("How many | threads.");
    static final Key<Double> RATIO = Key.decimal("ratio", 0.5, 1e6).withDefault(1.0);
    static final Key<Boolean> ENABLED = Key.flag("enabled").withDefault(true);
    static final Key<Duration> PAUSE =
            Key.duration(
                            "pause-s",
                            DurationUnit.SECONDS,
                            Duration.ofSeconds(1),
                            Duration.ofHours(1))
                    .withDefault(Duration.ofSeconds(90));
    static final Key<List<String>> NAMES =
            Key.texts("names").withDefault(List.of("say \"hi\"", "b"));
    static final Section<Heater> HEATER =
            new Section<>(
                    "heater",
                    Section.Arity.ONE,
                    "Keeps warm.",
                    List.of(MODE, THREADS, RATIO, ENABLED, PAUSE, NAMES),
                    values ->
                            new Heater(
                                    values.get(MODE),
                                    values.get(THREADS),
                                    values.get(RATIO),
                                    values.get(ENABLED),
                                    values.get(PAUSE),
                                    values.get(NAMES)));

    static final Key<String> URL = Key.text("url").required().meaning("Where it leads.");
    static final Key<Path> KEY_FILE = Key.path("key-file");
    static final Section<Door> DOORS =
            new Section<>(
                    "doors",
                    Section.Arity.MANY,
                    "Ways out.",
                    List.of(URL, KEY_FILE),
                    values -> {
                        String url = values.get(URL);
                        if (url.isBlank()) {
                            throw new IllegalArgumentException("leads nowhere");
                        }
                        return new Door(url, values.find(KEY_FILE));
                    });

    static final Schema SCHEMA = new Schema(List.of(HEATER, DOORS), "MOS_", Set.of("MOS_HOME"));

    private SampleSchema() {}
}
