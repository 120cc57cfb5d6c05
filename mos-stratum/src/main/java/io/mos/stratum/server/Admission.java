package io.mos.stratum.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts connections, in all and of each address, from accepted to closed. Owner: the loop. */
final class Admission {

    private final ServerLimits limits;
    private final Map<InetAddress, Integer> perAddress = new HashMap<>();
    private int total;

    Admission(ServerLimits limits) {
        this.limits = limits;
    }

    /** Whether there is room for one more, which then counts until {@link #dismiss}. */
    boolean admit(InetAddress address) {
        int ofAddress = perAddress.getOrDefault(address, 0);
        if (total >= limits.maxConnections() || ofAddress >= limits.maxConnectionsPerAddress()) {
            return false;
        }
        perAddress.put(address, ofAddress + 1);
        total++;
        return true;
    }

    void dismiss(InetAddress address) {
        perAddress.computeIfPresent(address, (_, count) -> count > 1 ? count - 1 : null);
        total--;
    }
}
