package io.mos.web.http;

import java.net.InetAddress;
import java.util.List;

/**
 * Where the web page is served.
 *
 * @param bindAddress a loopback address or {@code localhost}: the page has neither accounts nor
 *     TLS, so no other machine may reach it
 * @param port TCP port, 0 for any free one
 * @param allowedHosts further names the page is asked for by, such as that of a reverse proxy or of
 *     a tunnel's end: {@code name} for this server's port or none, {@code name:port} for exactly
 *     that
 */
public record WebConfig(String bindAddress, int port, List<String> allowedHosts) {

    public static final String DEFAULT_BIND_ADDRESS = "127.0.0.1";

    /** Free of well-known users; miners' APIs sit at 4028, pools at 3333, nodes at 833x. */
    public static final int DEFAULT_PORT = 8480;

    private static final int MAX_PORT = 65_535;

    /** A host name is at most 253 characters (RFC 1035 §2.3.4), and a port five and a colon. */
    private static final int MAX_HOST_CHARS = 259;

    /**
     * @throws IllegalArgumentException naming what is wrong, in words for the one who configured it
     */
    public WebConfig {
        if (!isLoopback(bindAddress)) {
            throw new IllegalArgumentException(
                    "bind address "
                            + bindAddress
                            + " is not a loopback address: the page has no accounts and no TLS yet,"
                            + " so it is served to this machine only (use an SSH tunnel to look from"
                            + " another)");
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("port " + port + " is not within 0 to " + MAX_PORT);
        }
        allowedHosts = List.copyOf(allowedHosts);
        for (String host : allowedHosts) {
            if (host.length() > MAX_HOST_CHARS || !host.matches("[A-Za-z0-9.\\-\\[\\]:_]+")) {
                throw new IllegalArgumentException(
                        "allowed-hosts has \""
                                + host
                                + "\", which is no host such as mine.example or"
                                + " mine.example:8443");
            }
        }
    }

    public static WebConfig defaults() {
        return new WebConfig(DEFAULT_BIND_ADDRESS, DEFAULT_PORT, List.of());
    }

    /** Literal addresses and localhost only, so that no name service has a say. */
    private static boolean isLoopback(String address) {
        try {
            return address.equals("localhost")
                    || InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
