package io.mos.stratum.failover;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One endpoint as the user configures it.
 *
 * @param url {@code stratum+tcp://}, {@code stratum+ssl://}, {@code stratum+tls://} or {@code
 *     solo+http://user:password@}
 * @param user the account at the pool, usually {@code address.worker} or {@code name.worker}
 * @param password what the pool wants as one; most want nothing and take {@code x}
 * @param passwordFile holds the password instead; its first line counts
 * @param tls whom to trust, for TLS pools
 * @param tlsPin the SHA-256 of the pool's public key (SPKI), in hex or base64, for {@link
 *     TlsMode#PIN}; empty otherwise
 * @param socks5 {@code host:port} of a SOCKS5 proxy, which also resolves the pool's name; empty for
 *     none
 * @param calls the optional calls to make
 * @param suggestDifficulty what to ask the pool for
 * @param payout the address that solo blocks pay; empty for pools
 * @param coinbaseTag text to leave in solo blocks
 */
public record PoolConfig(
        String url,
        String user,
        String password,
        Optional<Path> passwordFile,
        TlsMode tls,
        String tlsPin,
        String socks5,
        OptionalCalls calls,
        OptionalDouble suggestDifficulty,
        String payout,
        String coinbaseTag) {

    public static final String DEFAULT_PASSWORD = "x";
    public static final String DEFAULT_COINBASE_TAG = "mos";

    /** What {@code mining.authorize} can carry ({@code ClientCall.MAX_TEXT_CHARS}). */
    private static final int MAX_TEXT_CHARS = 512;

    /** A password file larger than this is none. */
    private static final long MAX_PASSWORD_FILE_BYTES = 4_096;

    private static final int SHA256_BYTES = 32;

    /**
     * @throws InvalidPoolConfigException with everything that is wrong
     */
    public PoolConfig {
        List<String> problems = new ArrayList<>();
        Optional<PoolUrl> parsed = parseUrl(url, problems);
        parsed.ifPresent(to -> {
            checkAccount(to, user, payout, problems);
            checkTls(to, tls, tlsPin, problems);
            if (!to.isStratum() && !socks5.isEmpty()) {
                problems.add("socks5 is for stratum pools alone; " + to + " is called directly");
            }
            checkCalls(to, calls, suggestDifficulty, problems);
            checkTag(to, coinbaseTag, problems);
        });
        if (passwordFile.isPresent() && !password.equals(DEFAULT_PASSWORD)) {
            problems.add("password and password-file exclude each other");
        }
        if (user.length() > MAX_TEXT_CHARS || password.length() > MAX_TEXT_CHARS) {
            problems.add("user and password have at most " + MAX_TEXT_CHARS + " characters");
        }
        if (!socks5.isEmpty() && !isHostAndPort(socks5)) {
            problems.add("socks5 is written as host:port");
        }
        double wish = suggestDifficulty.orElse(1);
        if (!(wish > 0 && Double.isFinite(wish))) {
            problems.add("suggest-difficulty must be a number above 0");
        }
        if (!problems.isEmpty()) {
            throw new InvalidPoolConfigException(problems);
        }
    }

    /** A Stratum pool with everything else as it usually is. */
    public static PoolConfig pool(String url, String user) {
        return new PoolConfig(
                url,
                user,
                DEFAULT_PASSWORD,
                Optional.empty(),
                TlsMode.SYSTEM,
                "",
                "",
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                "",
                DEFAULT_COINBASE_TAG);
    }

    /** The user's own node, its blocks paying {@code payout}. */
    public static PoolConfig solo(String url, String payout) {
        return new PoolConfig(
                url,
                "",
                DEFAULT_PASSWORD,
                Optional.empty(),
                TlsMode.SYSTEM,
                "",
                "",
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                payout,
                DEFAULT_COINBASE_TAG);
    }

    public PoolUrl parsedUrl() {
        return PoolUrl.parse(url);
    }

    /** The SHA-256 that {@link #tlsPin} spells; empty when there is none. */
    public Optional<byte[]> pinSha256() {
        return parsePin(tlsPin);
    }

    /** The SOCKS5 proxy, unresolved; empty for none. */
    public Optional<Destination> proxy() {
        return socks5.isEmpty() ? Optional.empty() : Optional.of(splitHostAndPort(socks5));
    }

    /**
     * The password, from its file when one is named. Blocks; call it at start.
     *
     * @throws IOException when the file cannot be read or is no password file
     */
    public String readPassword() throws IOException {
        return passwordFile.isEmpty() ? password : readPassword(passwordFile.get());
    }

    /** Whether a secret stands in the configuration itself, for others to read. */
    public boolean holdsSecret() {
        boolean isPassword = passwordFile.isEmpty() && !password.equals(DEFAULT_PASSWORD);
        return isPassword || parsedUrl().credentials().isPresent();
    }

    /**
     * The password in a password file: its first line. Blocks.
     *
     * @throws IOException when the file cannot be read or is no password file
     */
    public static String readPassword(Path file) throws IOException {
        if (Files.size(file) > MAX_PASSWORD_FILE_BYTES) {
            throw new IOException(file + " is too large for a password file");
        }
        return Files.readString(file, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .strip();
    }

    @Override
    public String toString() {
        return "PoolConfig[" + PoolUrl.parse(url) + ", user=" + user + ", password=***]";
    }

    private static Optional<PoolUrl> parseUrl(String url, List<String> problems) {
        try {
            return Optional.of(PoolUrl.parse(url));
        } catch (IllegalArgumentException e) {
            problems.add(e.getMessage());
            return Optional.empty();
        }
    }

    private static void checkAccount(
            PoolUrl url, String user, String payout, List<String> problems) {
        if (url.isStratum()) {
            if (user.isBlank()) {
                problems.add(url + " needs a user: the account or address to be credited");
            }
            if (!payout.isEmpty()) {
                problems.add("payout is for solo+http:// alone; a pool pays its user");
            }
            return;
        }
        if (payout.isBlank()) {
            problems.add(url + " needs a payout address");
        }
        if (!user.isEmpty()) {
            problems.add("the user of " + url + " belongs into its URL");
        }
    }

    private static void checkTag(PoolUrl url, String tag, List<String> problems) {
        if (url.isStratum() && !tag.isEmpty() && !tag.equals(DEFAULT_COINBASE_TAG)) {
            problems.add("coinbase-tag is for solo+http:// alone; a pool makes its blocks");
        }
    }

    /** A node has none of Stratum's optional calls; what would do nothing is no setting. */
    private static void checkCalls(
            PoolUrl url, OptionalCalls calls, OptionalDouble wish, List<String> problems) {
        if (url.isStratum()) {
            return;
        }
        if (!calls.configure()) {
            problems.add("configure is for stratum pools alone, but " + url + " is a node");
        }
        if (!calls.extranonceSubscribe()) {
            problems.add(
                    "extranonce-subscribe is for stratum pools alone, but " + url + " is a node");
        }
        if (wish.isPresent()) {
            problems.add(
                    "suggest-difficulty is for stratum pools alone, but " + url + " is a node");
        }
    }

    private static void checkTls(PoolUrl url, TlsMode tls, String pin, List<String> problems) {
        boolean isTls = url.scheme() == PoolUrl.Scheme.STRATUM_TLS;
        if (!isTls && tls != TlsMode.SYSTEM) {
            problems.add("tls is for stratum+ssl:// alone, but the pool is " + url);
        }
        boolean isWanted = tls == TlsMode.PIN || !pin.isEmpty();
        if (isWanted && parsePin(pin).isEmpty()) {
            problems.add("tls-pin must be the SHA-256 of the pool's public key, in hex or base64");
        }
        if (tls != TlsMode.PIN && !pin.isEmpty()) {
            problems.add("tls-pin is only used with tls = \"pin\"");
        }
    }

    static Optional<byte[]> parsePin(String pin) {
        String text = pin.startsWith("sha256/") ? pin.substring("sha256/".length()) : pin;
        try {
            byte[] bytes =
                    text.length() == 2 * SHA256_BYTES
                            ? HexFormat.of().parseHex(text)
                            : Base64.getDecoder().decode(text);
            return bytes.length == SHA256_BYTES ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isHostAndPort(String text) {
        try {
            splitHostAndPort(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Destination splitHostAndPort(String text) {
        PoolUrl url = PoolUrl.parse("stratum+tcp://" + text);
        return new Destination(url.host(), url.port());
    }
}
