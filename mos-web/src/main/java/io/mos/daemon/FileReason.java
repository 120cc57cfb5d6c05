package io.mos.daemon;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Why a file cannot be read, in words that say what to change. */
final class FileReason {

    private FileReason() {}

    /** To be put behind the file's name. */
    static String of(Path path, IOException e) {
        if (Files.isDirectory(path)) {
            return "cannot be read: it is a folder";
        }
        return switch (e) {
            case NoSuchFileException _ -> "does not exist";
            case AccessDeniedException _ -> "cannot be read: this user may not";
            case CharacterCodingException _ -> "cannot be read: it is not UTF-8 text";
            default -> "cannot be read: " + e.getMessage();
        };
    }
}
