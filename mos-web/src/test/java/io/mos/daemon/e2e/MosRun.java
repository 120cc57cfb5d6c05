package io.mos.daemon.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code mos} on the class path of the test; its output is read line by line. */
final class MosRun implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private MosRun(Process process) {
        this.process = process;
        output = process.inputReader();
    }

    static MosRun start(String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "--add-modules=jdk.incubator.vector",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.mos.daemon.Mos"));
        command.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("MOS_"));
        return new MosRun(builder.start());
    }

    /** Reads on until a line holds the text, and returns it. */
    String awaitLine(String text) throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
            if (line.contains(text)) {
                return line;
            }
        }
        throw new AssertionError("never said \"" + text + "\":\n" + String.join("\n", lines));
    }

    /** Reads to the end; the exit code. */
    int awaitEnd() throws IOException, InterruptedException {
        output.lines().forEach(lines::add);
        return process.waitFor();
    }

    List<String> lines() {
        return lines;
    }

    /** SIGTERM; by the handle, because the process's own method also closes its output. */
    void terminate() {
        assertTrue(process.toHandle().destroy());
    }

    /** SIGKILL. */
    void kill() {
        assertTrue(process.toHandle().destroyForcibly());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
