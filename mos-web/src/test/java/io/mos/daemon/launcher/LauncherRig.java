package io.mos.daemon.launcher;

import io.mos.daemon.MosProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder with a copy of the launcher, and a PATH that holds what every system has and nothing
 * else, so that tools are there only when a test says so.
 */
final class LauncherRig {

    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "cat",
                    "cksum",
                    "cp",
                    "date",
                    "dirname",
                    "find",
                    "getconf",
                    "grep",
                    "head",
                    "id",
                    "ls",
                    "mkdir",
                    "mkfifo",
                    "mv",
                    "nice",
                    "readlink",
                    "rm",
                    "sleep",
                    "sync",
                    "touch",
                    "tr",
                    "uname");

    /** Where the launcher looks beside variables, PATH and home, as far as they are here. */
    static final List<String> INSTALL_FOLDERS =
            Stream.of("/usr/lib/jvm", "/usr/java", "/opt", "/usr/local")
                    .filter(each -> Files.isDirectory(Path.of(each)))
                    .toList();

    private static final int LIMIT_SECONDS = 60;

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /** What a run said, both streams together, and its exit code. */
    record Result(int code, String output) {}

    LauncherRig(Path folder) throws IOException {
        this.folder = folder;
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            tool(tool, "exec " + installed(tool) + " \"$@\"\n");
        }
        Files.createDirectories(root());
        Files.createDirectories(folder.resolve("home"));
        Files.copy(Path.of("..", "mos"), root().resolve("mos"), StandardCopyOption.COPY_ATTRIBUTES);
        environment.put("PATH", tools.toString());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("MOS_STATE_DIR", "none");
    }

    /** Where the launcher lies. */
    Path root() {
        return folder.resolve("root");
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Puts a script on the PATH. */
    void tool(String name, String script) throws IOException {
        executable(folder.resolve("tools").resolve(name), script);
    }

    /** Makes a JDK whose java says what it is called with, one word per line. */
    Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        executable(
                home.resolve("bin/java"),
                "echo \"java of " + name + "\"\nfor word in \"$@\"; do echo \"[$word]\"; done\n");
        executable(home.resolve("bin/javac"), "");
        return home;
    }

    /** Makes a JDK whose java is this script. */
    Path jdkOf(String script) throws IOException {
        Path home = jdk("scripted", "25");
        executable(home.resolve("bin/java"), script);
        return home;
    }

    /** Makes the folder a distribution with these jars. */
    void distribution(String... jars) throws IOException {
        Files.createDirectories(root().resolve("lib"));
        for (String jar : jars) {
            Files.writeString(root().resolve("lib").resolve(jar), jar);
        }
    }

    /**
     * Makes the folder a distribution of this build; the JVM caches no classes from folders, so its
     * own become jars.
     */
    void distributionOfThisBuild() throws IOException {
        Path lib = Files.createDirectories(root().resolve("lib"));
        int next = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
                pack(path, lib.resolve("mos-" + next++ + ".jar"));
            } else if (Files.isRegularFile(path)) {
                Files.copy(path, lib.resolve(path.getFileName()));
            }
        }
    }

    private static void pack(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    /** Runs the launcher and leaves it running. */
    MosProcess start(String... words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.concat(launcher(), Stream.of(words)).toList());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return MosProcess.start(builder);
    }

    Result run(String... words) throws IOException, InterruptedException {
        return execute(Stream.concat(launcher(), Stream.of(words)).toList());
    }

    /** The same, but as on a machine on which these folders are empty. */
    Result runWithout(List<String> folders, String... words)
            throws IOException, InterruptedException {
        String hide =
                folders.stream()
                        .map(each -> "mount -t tmpfs none " + each + " && ")
                        .collect(Collectors.joining());
        Stream<String> command =
                Stream.of(
                        installed("unshare").toString(),
                        "-m",
                        installed("sh").toString(),
                        "-c",
                        "PATH=/usr/bin:/bin:/usr/sbin:/sbin; "
                                + hide
                                + "export PATH="
                                + environment.get("PATH")
                                + " && exec \"$@\"",
                        "sh");
        return execute(
                Stream.concat(command, Stream.concat(launcher(), Stream.of(words))).toList());
    }

    /** Whether this user may hide folders. */
    static boolean canHide() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("unshare", "-m", "sh", "-c", "mount -t tmpfs none /opt")
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor() == 0;
    }

    private Stream<String> launcher() {
        return Stream.of(root().resolve("mos").toString());
    }

    private Result execute(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path output = folder.resolve("output");
        Process process = builder.redirectOutput(output.toFile()).start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher hangs: " + Files.readString(output));
        }
        return new Result(process.exitValue(), Files.readString(output));
    }

    private static Path installed(String tool) {
        return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + tool + " on this system"));
    }

    static void executable(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable");
        }
    }
}
