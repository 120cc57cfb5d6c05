package io.mos.drivers.skeleton;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mos.drivers.board.BoardFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a driver's project that passes the kit as it is: a board of a known chip, its file, its
 * driver and its test. What it begins with is a copy of a shipped board under another name.
 */
public final class Skeleton {

    /** What the new board is a copy of; one that the simulator knows to the last part. */
    private static final String MODEL = "bitaxe-gamma";

    private static final String NAME_FORM = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final int LONGEST_NAME = 30;
    private static final String FOLDER = "/io/mos/drivers/skeleton/";
    private static final String SERVICE =
            "src/main/resources/META-INF/services/io.mos.core.device.DeviceDriver";

    /** Of a build that was never packed. */
    private static final String UNPACKED_VERSION = "0.1.0-SNAPSHOT";

    private static final JsonMapper JSON = new JsonMapper();

    private Skeleton() {}

    /** What is wrong with a name, for a person; empty when a board may be called so. */
    public static Optional<String> objection(String name) {
        if (!name.matches(NAME_FORM) || name.length() > LONGEST_NAME) {
            return Optional.of(
                    "a board's name is lower-case words with hyphens, %d letters at most, not \"%s\""
                            .formatted(LONGEST_NAME, name));
        }
        return BoardFiles.named(name).map(_ -> "\"%s\" is a board that mos ships".formatted(name));
    }

    /**
     * Writes the project into a folder that is empty or not there. Blocks on the disk.
     *
     * @param name the board's and the driver's, such as {@code my-board}
     * @return the files written, below the folder
     * @throws IllegalArgumentException with the {@link #objection} to the name
     * @throws FileAlreadyExistsException when something is in the folder
     */
    public static List<Path> write(Path folder, String name) throws IOException {
        Optional<String> objection = objection(name);
        if (objection.isPresent()) {
            throw new IllegalArgumentException(objection.get());
        }
        requireEmpty(folder);
        Map<String, String> files = files(name);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, file.getValue());
        }
        return files.keySet().stream().map(Path::of).toList();
    }

    private static void requireEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var inside = Files.list(folder)) {
            if (inside.findAny().isPresent()) {
                throw new FileAlreadyExistsException(
                        folder.toString(), null, "something is in this folder already");
            }
        }
    }

    private static Map<String, String> files(String name) throws IOException {
        Words words = Words.of(name);
        String code = "src/main/java/" + words.folder() + "/" + words.type();
        String tests = "src/test/java/" + words.folder() + "/" + words.type();
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", words.fill("README.md.txt"));
        files.put("pom.xml", words.fill("pom.xml.txt"));
        files.put(code + "Driver.java", words.fill("Driver.java.txt"));
        files.put(SERVICE, words.group() + "." + words.type() + "Driver\n");
        files.put("src/main/resources/%s/%s.json".formatted(words.folder(), name), boardFile(name));
        files.put(tests + "ConformanceTest.java", words.fill("ConformanceTest.java.txt"));
        return files;
    }

    /** The model's, recognised by texts that no other board has. */
    private static String boardFile(String name) throws JsonProcessingException {
        ObjectNode file = (ObjectNode) JSON.readTree(BoardFiles.text(MODEL).orElseThrow());
        file.put("name", name).put("model", name + ", to be described").remove("badge");
        file.withObject("/usb").removeAll().put("manufacturer", "to-be-said").put("product", name);
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n";
    }

    /**
     * A name in the forms that files need.
     *
     * @param group the Java package and Maven group
     * @param type what classes begin with
     */
    private record Words(String name, String group, String type) {

        static Words of(String name) {
            List<String> parts = Arrays.asList(name.split("-"));
            String type =
                    parts.stream()
                            .map(each ->
                                    each.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + each.substring(1))
                            .collect(Collectors.joining());
            return new Words(name, "org.example." + String.join("", parts) + "driver", type);
        }

        String folder() {
            return group.replace('.', '/');
        }

        String fill(String template) throws IOException {
            try (InputStream in = Skeleton.class.getResourceAsStream(FOLDER + template)) {
                if (in == null) {
                    throw new IOException(template + " is not in this build");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                        .replace("@name@", name)
                        .replace("@group@", group)
                        .replace("@type@", type)
                        .replace("@folder@", folder())
                        .replace("@model@", MODEL)
                        .replace("@description@", "Drives a " + name)
                        .replace("@version@", version());
            }
        }

        private static String version() {
            return Optional.ofNullable(Skeleton.class.getPackage().getImplementationVersion())
                    .orElse(UNPACKED_VERSION);
        }
    }
}
