package io.mos.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

final class MosCommandTest {

    private final RecordingVerbs verbs = new RecordingVerbs();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void passesRunsOptionsOn() {
        assertEquals(0, execute("run", "-c", "a.toml", "-s", "a.b=1", "--set=c.d=2"));
        assertEquals(0, execute("run", "--role", "agent"));
        assertEquals(
                List.of(
                        new Verbs.RunRequest(
                                new Verbs.ConfigRequest(
                                        Optional.of(Path.of("a.toml")), List.of("a.b=1", "c.d=2")),
                                Verbs.Role.ALL),
                        new Verbs.RunRequest(
                                new Verbs.ConfigRequest(Optional.empty(), List.of()),
                                Verbs.Role.AGENT)),
                verbs.requests);
    }

    @Test
    void demoRunsUntilInterruptedButEndsForMachines() {
        execute("demo");
        execute("demo", "--json");
        execute("demo", "--for", "2m", "--json", "-s", "hasher.threads=1");
        execute("demo", "--for", "10");
        assertEquals(
                List.of(
                        demo(Optional.empty(), Verbs.Output.PEOPLE),
                        demo(Optional.of(Duration.ofSeconds(30)), Verbs.Output.JSON),
                        demo(
                                Optional.of(Duration.ofMinutes(2)),
                                Verbs.Output.JSON,
                                "hasher.threads=1"),
                        demo(Optional.of(Duration.ofSeconds(10)), Verbs.Output.PEOPLE)),
                verbs.requests);
    }

    @Test
    void passesTheOtherVerbsOptionsOn() {
        execute("selftest", "--json");
        execute("bench", "hasher", "--seconds", "3");
        execute("config", "init", "--pool", "stratum+tcp://p:1", "--user", "me");
        execute("config", "check", "-c", "x");
        assertEquals("", err.toString());
        assertEquals(
                List.of(
                        Verbs.Output.JSON,
                        Duration.ofSeconds(3),
                        new Verbs.InitRequest(
                                Path.of("mos.toml"),
                                Optional.of("stratum+tcp://p:1"),
                                Optional.of("me"),
                                Optional.empty()),
                        new Verbs.RunRequest(
                                new Verbs.ConfigRequest(Optional.of(Path.of("x")), List.of()),
                                Verbs.Role.ALL)),
                verbs.requests);
    }

    @Test
    void passesWhatIsSaidOfBoardsOn() {
        execute("safe-off");
        execute(
                "sim",
                "board",
                "bitaxe-gamma",
                "--chips",
                "2",
                "--fault",
                "fan-stop",
                "--fault",
                "hang");
        execute("drivers", "test", "--sim", "emberone00", "--json");
        execute("drivers", "test", "/dev/a", "/dev/b", "--board", "bitaxe-gamma");
        assertEquals("", err.toString());
        assertEquals(
                List.of(
                        "safe-off",
                        new Verbs.SimRequest(
                                "bitaxe-gamma",
                                OptionalInt.of(2),
                                OptionalInt.empty(),
                                List.of("fan-stop", "hang"),
                                Optional.empty()),
                        new Verbs.DriverTestRequest(
                                Optional.of("emberone00"),
                                Optional.empty(),
                                List.of(),
                                Verbs.Output.JSON),
                        new Verbs.DriverTestRequest(
                                Optional.empty(),
                                Optional.of("bitaxe-gamma"),
                                List.of(Path.of("/dev/a"), Path.of("/dev/b")),
                                Verbs.Output.PEOPLE)),
                verbs.requests);
        assertEquals(ExitCode.USAGE, execute("drivers", "test"));
        assertEquals(ExitCode.USAGE, execute("drivers", "test", "/dev/a"));
    }

    @Test
    void exitCodeIsTheVerbs() {
        verbs.exitCode = ExitCode.CONFIG;
        assertEquals(ExitCode.CONFIG, execute("config", "check"));
    }

    @Test
    void checksForTheRoleThatRuns() {
        assertEquals(0, execute("config", "check", "--role", "controller"));
        assertEquals(0, execute("config", "check"));
        Verbs.ConfigRequest config = new Verbs.ConfigRequest(Optional.empty(), List.of());
        assertEquals(
                List.of(
                        new Verbs.RunRequest(config, Verbs.Role.CONTROLLER),
                        new Verbs.RunRequest(config, Verbs.Role.ALL)),
                verbs.requests);
    }

    @Test
    void explainsAWrongWord() {
        assertEquals(ExitCode.USAGE, execute("runs"));
        assertTrue(err.toString().contains("Did you mean run?"), err.toString());
        assertEquals(ExitCode.USAGE, execute("run", "--rol", "agent"));
        assertTrue(err.toString().contains("Did you mean --role?"), err.toString());
        assertEquals(ExitCode.USAGE, execute());
        assertEquals(ExitCode.USAGE, execute("demo", "--for", "soon"));
        assertEquals(ExitCode.USAGE, execute("demo", "--for", "0s"));
        assertTrue(err.toString().contains("write a time above 0"), err.toString());
        assertTrue(err.toString().contains("write 30s, 5m or 2h, not \"soon\""), err.toString());
        assertEquals(ExitCode.USAGE, execute("bench", "hasher", "--seconds", "0"));
        assertEquals(List.of(), verbs.requests);
    }

    @Test
    void suggestsNothingFarFetched() {
        assertEquals(ExitCode.USAGE, execute("frobnicate"));
        assertFalse(err.toString().contains("Did you mean"), err.toString());
    }

    @Test
    void namesTheRolesAsTheyAreWritten() {
        assertEquals(ExitCode.USAGE, execute("run", "--role", "foo"));
        assertTrue(
                err.toString().contains("\"foo\" is none of all, agent and controller"),
                err.toString());
    }

    @Test
    void takesHelpAsAVerbToo() {
        assertEquals(List.of("--help"), MosCommand.helpLast(List.of("help")));
        assertEquals(
                List.of("config", "init", "--help"),
                MosCommand.helpLast(List.of("help", "config", "init")));
        assertEquals(List.of("run"), MosCommand.helpLast(List.of("run")));
        assertEquals(List.of(), MosCommand.helpLast(List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "demo",
                "selftest",
                "bench",
                "bench hasher",
                "config",
                "config init",
                "config check",
                "drivers",
                "drivers list",
                "drivers test",
                "drivers new",
                "sim",
                "sim board",
                "safe-off",
                "completion"
            })
    void everyVerbHasHelpWithExamples(String words) {
        List<String> all = new ArrayList<>(List.of((words + " --help").strip().split(" ", -1)));
        assertEquals(0, execute(all.toArray(String[]::new)));
        assertTrue(out.toString().contains("Usage: mos"), out.toString());
        assertTrue(out.toString().contains("Examples:"), out.toString());
    }

    @Test
    void showsItsVersion() {
        assertEquals(0, execute("--version"));
        assertEquals("mos development", out.toString().strip());
    }

    @Test
    void executesANamedVerbAlone() {
        assertEquals(0, MosCommand.execute(List.of("selftest"), verbs));
        assertEquals(List.of(Verbs.Output.PEOPLE), verbs.requests);
    }

    @Test
    void completionNamesTheVerbs() {
        CommandLine mos = MosCommand.commandLine(verbs);
        String script = picocli.AutoComplete.bash("mos", mos);
        assertTrue(script.contains("selftest"), script);
    }

    private int execute(String... words) {
        CommandLine mos = MosCommand.commandLine(verbs);
        mos.setOut(new PrintWriter(out, true));
        mos.setErr(new PrintWriter(err, true));
        return mos.execute(words);
    }

    private static Verbs.DemoRequest demo(
            Optional<Duration> limit, Verbs.Output output, String... settings) {
        return new Verbs.DemoRequest(limit, output, List.of(settings));
    }

    /** Remembers what it was asked for. */
    private static final class RecordingVerbs implements Verbs {
        final List<Object> requests = new ArrayList<>();
        int exitCode;

        private int keep(Object request) {
            requests.add(request);
            return exitCode;
        }

        @Override
        public int run(RunRequest request) {
            return keep(request);
        }

        @Override
        public int demo(DemoRequest request) {
            return keep(request);
        }

        @Override
        public int rehearse() {
            return keep("rehearse");
        }

        @Override
        public int selftest(Output output) {
            return keep(output);
        }

        @Override
        public int benchHasher(Duration cpuTime, Output output) {
            return keep(cpuTime);
        }

        @Override
        public int configInit(InitRequest request) {
            return keep(request);
        }

        @Override
        public int configCheck(RunRequest request) {
            return keep(request);
        }

        @Override
        public int safeOff() {
            return keep("safe-off");
        }

        @Override
        public int simBoard(SimRequest request) {
            return keep(request);
        }

        @Override
        public int driversList(Output output) {
            return keep(output);
        }

        @Override
        public int driversTest(DriverTestRequest request) {
            return keep(request);
        }

        @Override
        public int driversNew(String name, Path folder) {
            return keep(name + " in " + folder);
        }
    }
}
