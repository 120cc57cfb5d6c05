package io.mos.daemon;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The project's own files, as tests see them: Surefire runs in the module's folder. */
final class ProjectFiles {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private ProjectFiles() {}

    static String read(String path) throws IOException {
        return Files.readString(ROOT.resolve(path), StandardCharsets.UTF_8);
    }

    /**
     * What a generated document must be; {@code -Dmos.docs.write=true} writes it instead.
     *
     * @return the text that stands in the file now
     */
    static String generated(String path, String text) throws IOException {
        if (Boolean.getBoolean("mos.docs.write")) {
            Files.writeString(ROOT.resolve(path), text, StandardCharsets.UTF_8);
        }
        return read(path);
    }
}
