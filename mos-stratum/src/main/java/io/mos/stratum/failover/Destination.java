package io.mos.stratum.failover;

/** A host, by name or literal address without brackets, and its port; not resolved. */
public record Destination(String host, int port) {
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
