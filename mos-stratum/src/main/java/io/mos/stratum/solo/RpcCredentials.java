package io.mos.stratum.solo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** How to prove to the node who we are; the text form never shows it. */
sealed interface RpcCredentials {

    /** A node's cookie is {@code __cookie__:} and 64 hex digits. */
    int MAX_COOKIE_BYTES = 1024;

    /** The value of HTTP's {@code Authorization} header (RFC 7617). */
    String authorization() throws IOException;

    /** {@code rpcuser} and {@code rpcpassword}, or a pair from {@code rpcauth}. */
    record Password(String user, String password) implements RpcCredentials {

        @Override
        public String authorization() {
            return basic(user + ":" + password);
        }

        @Override
        public String toString() {
            return "Password[***]";
        }
    }

    /** The file the node writes anew at each of its starts, so it is read anew for each call. */
    record CookieFile(Path path) implements RpcCredentials {

        @Override
        public String authorization() throws IOException {
            if (Files.size(path) > MAX_COOKIE_BYTES) {
                throw new IOException("not a cookie file, too large: " + path);
            }
            return basic(Files.readString(path).strip());
        }
    }

    private static String basic(String pair) {
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }
}
