package io.mos.daemon.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A configuration file's text.
 *
 * @param name as the user should see it in messages
 */
public record ConfigFile(String name, String text) {

    /** A configuration of a thousand pools is a tenth of this; more is the wrong file. */
    static final long MAX_SIZE_BYTES = 1 << 20;

    /**
     * Reads a file.
     *
     * @throws IOException when it cannot be read, is no UTF-8 text or is larger than a megabyte
     */
    public static ConfigFile read(Path path) throws IOException {
        if (Files.size(path) > MAX_SIZE_BYTES) {
            throw new IOException(path + " is larger than " + MAX_SIZE_BYTES + " bytes");
        }
        return new ConfigFile(path.toString(), Files.readString(path, StandardCharsets.UTF_8));
    }
}
