package io.mos.stratum.solo;

import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** How to prove to the node who we are; the text form never shows it. */
sealed interface RpcCredentials {

    /** A node's cookie is {@code __cookie__:} and 64 hex digits. */
    int MAX_COOKIE_BYTES = 1024;

    /** The value of HTTP's {@code Authorization} header (RFC 7617). */
    String authorization() throws IOException;

    /**
     * Those in the URL; without any, the password file as cookie file.
     *
     * @throws IllegalArgumentException when there are none, or both
     */
    static RpcCredentials of(PoolConfig config) {
        PoolUrl url = config.parsedUrl();
        Optional<PoolUrl.Credentials> inUrl = url.credentials();
        if (inUrl.isPresent() == config.passwordFile().isPresent()) {
            throw new IllegalArgumentException(
                    url
                            + " needs either user:password before its host, or the node's cookie"
                            + " file as password-file");
        }
        return inUrl.<RpcCredentials>map(pair -> new Password(pair.user(), pair.password()))
                .orElseGet(() -> new CookieFile(config.passwordFile().orElseThrow()));
    }

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
            return basic(cookie(Files.readString(path)));
        }

        /**
         * The pair a cookie file holds: one line of printable ASCII with a colon in it.
         *
         * @throws IOException when it is something else; never shows what it is
         */
        static String cookie(String text) throws IOException {
            String line = text.strip();
            if (!line.matches("[!-~]+:[!-~]+")) {
                throw new IOException("not a cookie file, one line user:password is expected");
            }
            return line;
        }
    }

    private static String basic(String pair) {
        byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(bytes);
    }
}
