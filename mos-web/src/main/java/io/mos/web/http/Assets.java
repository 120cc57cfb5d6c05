package io.mos.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The files of the page, as its build laid them on the class path. Each is read when it is first
 * asked for and then kept: there are five of them, 50 kB compressed. Owner: the web server's event
 * loop, which a read from our own jar holds up for a millisecond.
 */
final class Assets {

    /** At most one folder deep, nothing hidden, nothing that leads elsewhere. */
    private static final Pattern PATH = Pattern.compile("(?:assets/)?[A-Za-z0-9_][A-Za-z0-9_.-]*");

    private static final int MAX_PATH_CHARS = 100;

    private static final Map<String, String> CONTENT_TYPES =
            Map.of(
                    "html", "text/html; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "css", "text/css; charset=utf-8",
                    "svg", "image/svg+xml",
                    "md", "text/plain; charset=utf-8");

    /** The build puts a digest into the names in assets/, so what they name never changes. */
    private static final String FOR_EVER = "public, max-age=31536000, immutable";

    private static final String ASK_EACH_TIME = "no-cache";

    private final String folder;
    private final Map<String, Asset> known = new HashMap<>();

    /**
     * @param folder on the class path, such as {@code web}
     */
    Assets(String folder) {
        this.folder = folder;
    }

    /** The file behind a request's path; empty when there is none. */
    Optional<Asset> find(String path) {
        String file = path.equals("/") ? "index.html" : path.substring(1);
        Asset kept = known.get(file);
        if (kept != null) {
            return Optional.of(kept);
        }
        if (file.length() > MAX_PATH_CHARS || !PATH.matcher(file).matches()) {
            return Optional.empty();
        }
        Optional<Asset> read = read(file);
        read.ifPresent(asset -> known.put(file, asset));
        return read;
    }

    private Optional<Asset> read(String file) {
        String contentType = CONTENT_TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (contentType == null) {
            return Optional.empty();
        }
        try (InputStream in =
                Assets.class.getClassLoader().getResourceAsStream(folder + "/" + file)) {
            if (in == null) {
                return Optional.empty();
            }
            String cacheControl = file.startsWith("assets/") ? FOR_EVER : ASK_EACH_TIME;
            return Optional.of(Asset.of(contentType, cacheControl, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + " of the web page", e);
        }
    }
}
