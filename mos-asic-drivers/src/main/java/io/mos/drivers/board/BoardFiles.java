package io.mos.drivers.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The boards this build ships, read once on first use, and those a user describes. */
public final class BoardFiles {

    private static final String FOLDER = "/io/mos/drivers/board/";
    private static final String TEMPLATE = "template/raw-uart.json";

    private static final List<String> FILES =
            List.of("bitaxe-gamma", "bitaxe-supra", "bitaxe-ultra", "emberone00");

    private BoardFiles() {}

    /** All of them, by rising name. */
    public static List<BoardFile> shipped() {
        return Shipped.BOARDS;
    }

    /** By the name a user writes. */
    public static Optional<BoardFile> named(String name) {
        return shipped().stream().filter(each -> each.plan().name().equals(name)).findFirst();
    }

    /**
     * Reads a board a user describes. Blocks on the file.
     *
     * @throws BoardFileException with all that is wrong, also when it cannot be read
     */
    public static BoardFile read(Path file) {
        BoardFile board;
        try (InputStream json = Files.newInputStream(file)) {
            board = BoardFileReader.written(file.toString(), json);
        } catch (IOException e) {
            throw new BoardFileException(
                    file.toString(), List.of("cannot be read: " + e.getMessage()));
        }
        String name = board.plan().name();
        if (named(name).isPresent()) {
            throw new BoardFileException(
                    file.toString(), List.of("name is that of a board we ship: " + name));
        }
        return board;
    }

    /**
     * Reads a board that a driver's jar brings along.
     *
     * @param file its name, for what is said of it
     * @throws BoardFileException with all that is wrong, also when it cannot be read
     */
    public static BoardFile read(String file, InputStream json) {
        try {
            return BoardFileReader.written(file, json);
        } catch (IOException e) {
            throw new BoardFileException(file, List.of("cannot be read: " + e.getMessage()));
        }
    }

    /** The text of a file that describes a raw UART chain, to begin one's own with. */
    public static String template() {
        return textOf(TEMPLATE);
    }

    /** The text of the file of a board we ship; it needs another name to be somebody's own. */
    public static Optional<String> text(String name) {
        return named(name).map(board -> textOf(board.plan().name() + ".json"));
    }

    private static BoardFile shipped(String name) {
        String file = name + ".json";
        try (InputStream json = open(file)) {
            return BoardFileReader.shipped(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static String textOf(String file) {
        try (InputStream json = open(file)) {
            return new String(json.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    private static InputStream open(String file) {
        InputStream json = BoardFiles.class.getResourceAsStream(FOLDER + file);
        if (json == null) {
            throw new BoardFileException(file, List.of("is not in this build"));
        }
        return json;
    }

    /** Read when first asked for. */
    private static final class Shipped {
        static final List<BoardFile> BOARDS = FILES.stream().map(BoardFiles::shipped).toList();
    }
}
