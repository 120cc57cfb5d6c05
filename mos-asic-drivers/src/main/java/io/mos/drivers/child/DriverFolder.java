package io.mos.drivers.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The folder a user drops driver jars into. Owner: whoever looks. */
final class DriverFolder {

    private final Path folder;
    private final Map<Path, Seen> seen = new HashMap<>();

    /**
     * A jar by its content, so that touching it is no change and replacing it is.
     *
     * @param name of the file
     */
    record Jar(String name, Path file, String sha256) {}

    private record Seen(long sizeBytes, FileTime modified, String sha256) {}

    DriverFolder(Path folder) {
        this.folder = folder;
    }

    /** The jars there are, by name; none where there is no folder. */
    List<Jar> look() throws IOException {
        Map<String, Jar> jars = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jar")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                jars.put(name, new Jar(name, file.toAbsolutePath(), hashOf(file)));
            }
        } catch (NoSuchFileException _) {
            seen.clear();
        }
        seen.keySet().removeIf(file -> !jars.containsKey(file.getFileName().toString()));
        return List.copyOf(jars.values());
    }

    private String hashOf(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        Seen before = seen.get(file);
        if (before != null
                && before.sizeBytes == now.size()
                && before.modified.equals(now.lastModifiedTime())) {
            return before.sha256;
        }
        String sha256 = read(file);
        seen.put(file, new Seen(now.size(), now.lastModifiedTime(), sha256));
        return sha256;
    }

    private static String read(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
