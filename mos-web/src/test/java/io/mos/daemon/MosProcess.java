package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own, usually {@code mos} on the class path of the test; what it says on either
 * stream is kept line by line. Belongs to the test's thread.
 */
public final class MosProcess implements AutoCloseable {

    /** A JVM on a loaded machine takes its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Thread reader;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private int awaited;

    private MosProcess(Process process) {
        this.process = process;
        reader = Thread.ofVirtual().start(this::read);
    }

    /** Runs {@code mos} with these words. */
    public static MosProcess start(String... words) throws IOException {
        return start(List.of(), words);
    }

    /** Runs {@code mos} with further flags of the JVM and these words. */
    public static MosProcess start(List<String> flags, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx64m"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.mos.daemon.Mos"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOS_"));
        return start(builder);
    }

    /** Runs {@code mos run} with this configuration, whose file lies in the folder. */
    public static MosProcess run(Path folder, String toml) throws IOException {
        Path config = folder.resolve("mos.toml");
        Files.writeString(config, toml);
        return start("run", "--config", config.toString());
    }

    /** Runs any command. */
    public static MosProcess start(ProcessBuilder builder) throws IOException {
        return new MosProcess(builder.redirectErrorStream(true).start());
    }

    /** Waits for a line with the text, after those awaited before, and returns it. */
    public String awaitLine(String text) {
        Await.until(
                "it says \"" + text + "\"",
                PATIENCE,
                () -> find(text) >= 0 || (!process.isAlive() && !reader.isAlive()));
        int at = find(text);
        if (at < 0) {
            throw new AssertionError("never said \"" + text + "\":\n" + log());
        }
        awaited = at + 1;
        return lines.get(at);
    }

    /** Waits until it ends by itself; the exit code. */
    public int awaitEnd() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("did not end within " + PATIENCE + ":\n" + log());
        }
        reader.join();
        return process.exitValue();
    }

    /** Asks it to stop, as a service manager does; the exit code. */
    public int stop() throws InterruptedException {
        terminate();
        return awaitEnd();
    }

    /** SIGTERM; by the handle, because the process's own method also closes its output. */
    public void terminate() {
        assertTrue(process.toHandle().destroy());
    }

    /** SIGKILL. */
    public void kill() {
        assertTrue(process.toHandle().destroyForcibly());
    }

    /** Of its JVM, or whatever the command was. */
    public ProcessHandle handle() {
        return process.toHandle();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** What it said so far. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** The same as one text. */
    public String log() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private int find(String text) {
        for (int i = awaited; i < lines.size(); i++) {
            if (lines.get(i).contains(text)) {
                return i;
            }
        }
        return -1;
    }

    private void read() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(its output broke off: " + e + ")");
        }
    }
}
