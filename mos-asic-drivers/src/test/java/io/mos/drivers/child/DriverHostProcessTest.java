package io.mos.drivers.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.kernel.Health;
import io.mos.core.testkit.Await;
import io.mos.core.work.Work;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Strangers' jars in a real process of their own, good ones and bad ones. */
@Tag("sim")
class DriverHostProcessTest {

    /** What brings the process down, and what is said about the jar that did it. */
    private static final Map<String, Misdeed> MISDEEDS =
            Map.of(
                    "blocks",
                    new Misdeed(
                            "while (true) java.util.concurrent.locks.LockSupport.park();",
                            "did not return from onBytes"),
                    "spins",
                    new Misdeed("while (true) context.nanos();", "did not return from onBytes"),
                    "asks for ever",
                    new Misdeed("while (true) claim(1);", "did not return from onBytes"),
                    "leaks at once",
                    new Misdeed("while (true) KEPT.add(new byte[1 << 16]);", "ran out of memory"),
                    "leaks by and by",
                    new Misdeed(
                            "context.after(Duration.ofMillis(10), this::misbehave);"
                                    + " KEPT.add(new byte[1 << 18]);",
                            "ran out of memory"),
                    "exits",
                    new Misdeed("System.exit(7);", "called System.exit"),
                    "exits on a thread of its own",
                    new Misdeed("new Thread(() -> System.exit(7)).start();", "called System.exit"),
                    "halts",
                    new Misdeed("Runtime.getRuntime().halt(9);", "ended with code 9"));

    @TempDir private Path folder = Path.of("");

    private record Misdeed(String code, String said) {}

    @Test
    void thereIsNoProcessWithoutAJar() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            rig.start();
            assertTrue(rig.process().pid().isEmpty());
            assertEquals(Health.UP, rig.process().health());
        }
    }

    @Test
    void strangersDriverMinesAndStops() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.good("good").into(rig.drivers);
            rig.start();
            StrangeRig.Board board = rig.plug("good");
            board.awaitHashing();
            assertEquals(List.of("guarded", "on", "reset RELEASED"), rig.guardians.told(board.id));
            board.hashesWork(7);
            Work work = board.give(8);
            assertEquals(8, board.hear());
            board.say(board.nonceOf(work) + 1);
            assertEquals('H', board.hear(), "a hardware error");
            assertEquals(
                    new CommandResult.Done("a", "b"),
                    rig.agent.device(board.id).orElseThrow().execute(new Command.Reboot()));
            Await.until("it counts", () -> counted(rig, "up") == 1);
            rig.agent.device(board.id).orElseThrow().close();
            assertEquals(0x7f, board.hear(), "the last frame of a driver that is stopped");
            assertEquals(Health.UP, rig.process().health());
        }
    }

    @Test
    void driverThatThrowsIsStartedAnewInTheSameProcess() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.bad("throw new IllegalStateException(\"on purpose\");").into(rig.drivers);
            rig.start();
            StrangeRig.Board board = rig.plug("bad");
            board.awaitHashing();
            board.say(StrangeRig.MISDEED);
            board.awaitSafe(1);
            assertTrue(rig.guardians.told(board.id).contains("driver-failed"));
            board.awaitHashing();
            board.hashesWork(3);
            assertEquals(rig.lastProcess().pid(), rig.process().pid().orElseThrow());
            assertEquals(List.of(), rig.quarantined());
        }
    }

    @TestFactory
    Stream<DynamicTest> jarThatBringsTheProcessDownIsKeptOut(TestReporter reporter) {
        return MISDEEDS.entrySet().stream()
                .map(each ->
                        dynamicTest(
                                each.getKey(),
                                () ->
                                        reporter.publishEntry(
                                                each.getKey(),
                                                bringDown(
                                                        folder.resolve(each.getKey()),
                                                        each.getValue()))));
    }

    /** How long it took, for the report. */
    private static String bringDown(Path folder, Misdeed misdeed) throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.bad(misdeed.code).into(rig.drivers);
            StrangeJar.good("good").into(rig.drivers);
            rig.start();
            StrangeRig.Board bad = rig.plug("bad");
            StrangeRig.Board good = rig.plug("good");
            bad.awaitHashing();
            good.awaitHashing();
            bad.give(1);
            assertEquals(1, bad.hear());
            long begin = System.nanoTime();
            bad.say(StrangeRig.MISDEED);
            bad.awaitSafe(1);
            good.awaitSafe(1);
            Duration safe = Duration.ofNanos(System.nanoTime() - begin);
            rig.awaitNewProcess();
            good.awaitHashing();
            good.hashesWork(9);
            Duration back = Duration.ofNanos(System.nanoTime() - begin);
            rig.awaitHealth("bad.jar is quarantined");
            rig.awaitHealth(misdeed.said);
            assertEquals(List.of("bad.jar"), rig.quarantined());
            assertFalse(rig.agent.state(bad.id).equals("hashing"));
            return "safe after %d ms, back after %d ms".formatted(safe.toMillis(), back.toMillis());
        }
    }

    @Test
    void quarantineOutlivesTheDaemon() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            bringDown(rig);
            rig.restartProcess();
            rig.awaitHealth("bad.jar is quarantined");
            assertTrue(rig.process().pid().isEmpty(), "nothing is left to run");
        }
    }

    @Test
    void quarantineEndsWithTheFileAndTheBoardComesBackByItself() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeRig.Board board = bringDown(rig);
            StrangeJar.bad("").into(rig.drivers);
            rig.awaitNewProcess();
            board.awaitHashing();
            board.hashesWork(5);
            assertEquals(Health.UP, rig.process().health());
        }
    }

    private static StrangeRig.Board bringDown(StrangeRig rig) throws Exception {
        StrangeJar.bad("Runtime.getRuntime().halt(9);").into(rig.drivers);
        rig.start();
        StrangeRig.Board board = rig.plug("bad");
        board.awaitHashing();
        board.say(StrangeRig.MISDEED);
        rig.awaitHealth("bad.jar is quarantined");
        return board;
    }

    /** Five jars that cannot be used do not keep the sixth and seventh from working. */
    @Test
    void jarsThatCannotBeUsedAreRefusedByName() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.ofLevel("older", "LEVEL - 1").into(rig.drivers);
            StrangeJar.ofLevel("ancient", "LEVEL - 2").into(rig.drivers);
            StrangeJar.ofLevel("newer", "LEVEL + 1").into(rig.drivers);
            StrangeJar.good("holed").into(rig.drivers, List.of("Strange$Program.class"));
            Files.write(rig.drivers.resolve("broken.jar"), new byte[] {'P', 'K', 3, 4, 0});
            try (JarOutputStream empty =
                    new JarOutputStream(Files.newOutputStream(rig.drivers.resolve("empty.jar")))) {
                empty.putNextEntry(new JarEntry("nothing"));
            }
            Files.writeString(rig.drivers.resolve("readme.txt"), "no jar");
            rig.start();
            StrangeRig.Board older = rig.plug("older");
            older.awaitHashing();
            older.hashesWork(5);
            for (String said :
                    List.of(
                            "ancient.jar is not used: its driver ancient 1.0 has level -1",
                            "newer.jar is not used: its driver newer 1.0 has level 2",
                            "holed.jar is not used: ",
                            "broken.jar is not used: it cannot be read",
                            "empty.jar is not used: it names no driver")) {
                rig.awaitHealth(said);
            }
            assertEquals(List.of(), rig.quarantined());
        }
    }

    /** A class that is missing is noticed when it is needed, and is that driver's failure. */
    @Test
    void jarThatMissesAClassFailsItsOwnBoardsOnly() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.good("holed").into(rig.drivers, List.of("Strange.class"));
            StrangeJar.good("good").into(rig.drivers);
            rig.start();
            StrangeRig.Board holed = rig.plug("holed");
            StrangeRig.Board good = rig.plug("good");
            good.awaitHashing();
            Await.until("it fails", () -> rig.guardians.told(holed.id).contains("driver-failed"));
            good.hashesWork(2);
            assertEquals(1, rig.guardians.told(good.id).stream().filter("guarded"::equals).count());
        }
    }

    @Test
    void jarThatIsDroppedLaterIsTakenIn() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.good("good").into(rig.drivers);
            rig.start();
            StrangeRig.Board late = rig.plug("late");
            StrangeJar.good("late").into(rig.drivers);
            late.awaitHashing();
            late.hashesWork(4);
            assertEquals(rig.lastProcess().pid(), rig.process().pid().orElseThrow());
        }
    }

    /** Ctrl-C reaches every process of a terminal; the daemon stops its boards in good order. */
    @Test
    void signalsForTheDaemonDoNotEndTheProcess() throws Exception {
        try (StrangeRig rig = new StrangeRig(folder)) {
            StrangeJar.good("good").into(rig.drivers);
            rig.start();
            StrangeRig.Board board = rig.plug("good");
            board.awaitHashing();
            assertTrue(rig.lastProcess().destroy());
            board.hashesWork(6);
            assertTrue(rig.lastProcess().isAlive());
        }
    }

    /** A daemon that was killed leaves nothing behind. */
    @Test
    void processEndsWithItsInput() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DriverHostMain.class.getName())
                        .redirectErrorStream(true)
                        .start();
        process.getOutputStream().close();
        assertEquals(0, exitOf(process));
    }

    @Test
    void processTellsAPersonThatItIsNotForHim() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                DriverHostMain.class.getName())
                        .start();
        process.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertEquals(64, exitOf(process));
        assertTrue(
                new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                        .contains("is started by the daemon"));
    }

    private static int exitOf(Process process) throws InterruptedException {
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    private static double counted(StrangeRig rig, String event) {
        return Optional.ofNullable(
                        rig.metrics
                                .find("mos_driver_events")
                                .tags("driver", "good", "event", event)
                                .counter())
                .map(counter -> counter.count())
                .orElse(0.0);
    }
}
