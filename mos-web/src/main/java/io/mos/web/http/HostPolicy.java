package io.mos.web.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By which names the page may be asked for. A page of somebody else's that had its name resolve to
 * this machine would show in the Host header (DNS rebinding), one that merely calls us in the
 * Origin header. Immutable.
 */
final class HostPolicy {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** The port that http leaves out of the Host header (RFC 9110 §4.2.1). */
    private static final int HTTP_PORT = 80;

    private final Set<String> configured;

    /**
     * @param configured further names, as {@link WebConfig#allowedHosts()}
     */
    HostPolicy(List<String> configured) {
        this.configured =
                configured.stream()
                        .map(host -> host.toLowerCase(Locale.ROOT))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a Host header names this page, served on the given port. */
    boolean isOurs(String header, int port) {
        String host = header.toLowerCase(Locale.ROOT);
        if (configured.contains(host)) {
            return true;
        }
        return withoutPort(host, port)
                .filter(name -> LOOPBACK.contains(name) || configured.contains(name))
                .isPresent();
    }

    /** Whether an Origin header's page is this one. */
    boolean isOurOrigin(String origin, int port) {
        // https: a reverse proxy of the user's may speak it for us.
        for (String scheme : List.of("http://", "https://")) {
            if (origin.startsWith(scheme)) {
                return isOurs(origin.substring(scheme.length()), port);
            }
        }
        return false;
    }

    /** The name before our own port; empty when the header has another one. */
    private static Optional<String> withoutPort(String host, int port) {
        String suffix = ":" + port;
        if (host.endsWith(suffix)) {
            return Optional.of(host.substring(0, host.length() - suffix.length()));
        }
        return port == HTTP_PORT ? Optional.of(host) : Optional.empty();
    }
}
