package io.mos.core.guard.file;

import io.mos.core.guard.file.RecordText.Parsed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of records of one kind, a file for each id, so that writers of different ids never meet.
 * A record is on the disk, whole, when {@link #write} returns. One thread for each id.
 */
public final class RecordFolder {

    /** More files than any machine has boards were not written here. */
    private static final int MAX_FILES = 4_096;

    private static final int NAME_BYTES = 16;

    private final Path folder;
    private final String suffix;

    /**
     * A folder that may not be there yet.
     *
     * @param kind of its records, and the end of its files' names
     */
    public RecordFolder(Path folder, String kind) {
        this.folder = folder;
        suffix = "." + kind;
    }

    /** A file and what it holds. */
    public record Entry(Path file, Parsed parsed) {}

    /** Writes an id's record in the place of an older one. */
    public void write(String id, RecordText text) throws IOException {
        Files.createDirectories(folder);
        Path file = file(id);
        Path unfinished = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel =
                FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.bytes());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        forceFolder();
    }

    /** Removes an id's record; none is no error. */
    public void remove(String id) throws IOException {
        if (Files.deleteIfExists(file(id))) {
            forceFolder();
        }
    }

    /** An id's record, if there is one. */
    public Optional<Parsed> read(String id) throws IOException {
        try {
            return Optional.of(parse(file(id)));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** All records, damaged ones too; one that was never finished is not there. */
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Path each : files()) {
            entries.add(new Entry(each, parse(each)));
        }
        return entries;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.getFileName().toString().endsWith(suffix))
                    .sorted()
                    .limit(MAX_FILES)
                    .toList();
        } catch (NoSuchFileException _) {
            return List.of();
        }
    }

    private static Parsed parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return RecordText.parse(in.readNBytes(RecordText.MAX_BYTES + 1));
        }
    }

    /** Ids are a stranger's text, such as a USB serial; a digest is a file's name everywhere. */
    private Path file(String id) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(id.getBytes(StandardCharsets.UTF_8));
            return folder.resolve(HexFormat.of().formatHex(digest, 0, NAME_BYTES) + suffix);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Makes the name last, not the contents alone. */
    private void forceFolder() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
