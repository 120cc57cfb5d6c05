package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertFalse;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mos.core.testkit.Corpus;
import io.mos.daemon.config.ConfigFile;
import io.mos.daemon.config.ConfigInput;
import io.mos.daemon.config.ConfigReader;
import io.mos.daemon.config.ConfigResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Any text is a configuration or a list of its problems, each of which says something. */
class ConfigFuzzTest {

    @FuzzTest
    @Tag("fuzz")
    void read(byte[] input) {
        check(input);
    }

    @TestFactory
    Stream<DynamicTest> seeds() {
        return Corpus.replay(ConfigFuzzTest.class, "read", ConfigFuzzTest::check);
    }

    private static void check(byte[] input) {
        ConfigFile file = new ConfigFile("mos.toml", new String(input, StandardCharsets.UTF_8));
        switch (new ConfigReader(MosSchema.SCHEMA)
                .read(new ConfigInput(Optional.of(file), Map.of(), List.of()))) {
            case ConfigResult.Valid _ -> {}
            case ConfigResult.Invalid invalid -> assertFalse(invalid.problems().isEmpty());
        }
    }
}
