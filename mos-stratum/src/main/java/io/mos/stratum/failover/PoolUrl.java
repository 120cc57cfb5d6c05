package io.mos.stratum.failover;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where an endpoint is and how it is spoken to: {@code scheme://[user:password@]host:port}.
 *
 * @param host lower case, without the brackets of an IPv6 address
 * @param credentials of a node's RPC; empty for pools, whose user is a setting of its own
 */
public record PoolUrl(Scheme scheme, String host, int port, Optional<Credentials> credentials) {

    /** How an endpoint is spoken to. */
    public enum Scheme {
        /** Stratum V1 over TCP. */
        STRATUM_TCP("stratum+tcp", "stratum+tcp"),
        /** Stratum V1 over TLS. */
        STRATUM_TLS("stratum+ssl", "stratum+tls"),
        /** The RPC of the user's own node. */
        SOLO_HTTP("solo+http", "solo+http");

        private final String text;
        private final String alias;

        Scheme(String text, String alias) {
            this.text = text;
            this.alias = alias;
        }

        /** The name it is shown under. */
        public String text() {
            return text;
        }

        static Optional<Scheme> fromText(String name) {
            return Arrays.stream(values())
                    .filter(scheme -> scheme.text.equals(name) || scheme.alias.equals(name))
                    .findFirst();
        }

        static String all() {
            return Arrays.stream(values())
                    .flatMap(scheme -> Stream.of(scheme.text, scheme.alias))
                    .distinct()
                    .map(name -> name + "://")
                    .collect(Collectors.joining(", "));
        }
    }

    /** User and password of a node's RPC; the text form hides the password. */
    public record Credentials(String user, String password) {
        @Override
        public String toString() {
            return user + ":***";
        }
    }

    /** RFC 1035 §2.3.4. */
    private static final int MAX_HOST_CHARS = 253;

    private static final int MAX_URL_CHARS = 1_024;
    private static final int MAX_PORT = 65_535;

    /** Letters, digits, hyphens and the underscores that are in use against RFC 1123. */
    private static final Pattern HOST_NAME =
            Pattern.compile(
                    "[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*");

    private static final Pattern IPV6 = Pattern.compile("[0-9a-f:.]+(%[a-z0-9]+)?");

    /**
     * @throws IllegalArgumentException saying what is wrong and how to write it instead; never
     *     repeats a password
     */
    public static PoolUrl parse(String text) {
        if (text.length() > MAX_URL_CHARS) {
            throw new IllegalArgumentException("pool URL has " + text.length() + " characters");
        }
        int schemeEnd = text.indexOf("://");
        if (schemeEnd < 0) {
            throw new IllegalArgumentException(
                    "pool URL has no scheme; write stratum+tcp://host:port");
        }
        String name = text.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
        Scheme scheme =
                Scheme.fromText(name)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "unknown scheme '"
                                                + printable(name)
                                                + "'; known are "
                                                + Scheme.all()));
        return parseRest(scheme, withoutSlash(text.substring(schemeEnd + 3)));
    }

    /** As configured, without credentials. */
    public String display() {
        String shown = host.contains(":") ? "[" + host + "]" : host;
        return scheme.text() + "://" + shown + ":" + port;
    }

    public boolean isStratum() {
        return switch (scheme) {
            case STRATUM_TCP, STRATUM_TLS -> true;
            case SOLO_HTTP -> false;
        };
    }

    @Override
    public String toString() {
        return display();
    }

    private static PoolUrl parseRest(Scheme scheme, String rest) {
        int at = rest.lastIndexOf('@');
        Optional<Credentials> credentials =
                at < 0 ? Optional.empty() : Optional.of(parseCredentials(rest.substring(0, at)));
        if (credentials.isPresent() && scheme != Scheme.SOLO_HTTP) {
            throw new IllegalArgumentException(
                    "a pool's user does not belong into its URL; set user and password instead");
        }
        String address = rest.substring(at + 1);
        int colon = address.lastIndexOf(':');
        if (colon < 0 || address.endsWith("]")) {
            throw new IllegalArgumentException(
                    "pool URL has no port; write " + scheme.text() + "://host:port");
        }
        return new PoolUrl(
                scheme,
                parseHost(address.substring(0, colon)),
                parsePort(address.substring(colon + 1)),
                credentials);
    }

    private static Credentials parseCredentials(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(
                    "a node's credentials are written as user:password@host:port");
        }
        return new Credentials(text.substring(0, colon), text.substring(colon + 1));
    }

    private static String parseHost(String text) {
        String host = text.toLowerCase(Locale.ROOT);
        if (host.startsWith("[") && host.endsWith("]")) {
            String inner = host.substring(1, host.length() - 1);
            if (inner.contains(":") && IPV6.matcher(inner).matches()) {
                return inner;
            }
        } else if (isHostName(host)) {
            return host;
        }
        throw new IllegalArgumentException(
                host.isEmpty()
                        ? "pool URL has no host"
                        : "'" + printable(text) + "' is no host name or address");
    }

    /** Whether the lower-case text is a host name or an IPv4 address. */
    static boolean isHostName(String host) {
        return host.length() <= MAX_HOST_CHARS && HOST_NAME.matcher(host).matches();
    }

    private static int parsePort(String text) {
        boolean isNumber =
                !text.isEmpty()
                        && text.length() <= 5
                        && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = isNumber ? Integer.parseInt(text) : 0;
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "'" + printable(text) + "' is no port from 1 to " + MAX_PORT);
        }
        return port;
    }

    private static String withoutSlash(String rest) {
        return rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    }

    /** Foreign text fit for a message. */
    private static String printable(String text) {
        String cut = text.length() <= 64 ? text : text.substring(0, 64) + "…";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
