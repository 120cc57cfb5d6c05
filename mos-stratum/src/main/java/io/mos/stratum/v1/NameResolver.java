package io.mos.stratum.v1;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.util.List;

/** Turns a host name into addresses; blocks, so it is asked on a virtual thread. */
@FunctionalInterface
interface NameResolver {

    /** Addresses tried of one name; a pool has two or three. */
    int MAX_ADDRESSES = 4;

    /**
     * @throws UnknownHostException when the name has no address
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;

    /**
     * The system's resolver, asked anew at each attempt: pools move by DNS. The JVM would keep
     * answers for 30 seconds and failures for 10; it reads these settings when it first resolves a
     * name, so that a name resolved before still lives that long.
     */
    static NameResolver system() {
        Security.setProperty("networkaddress.cache.ttl", "0");
        Security.setProperty("networkaddress.cache.negative.ttl", "0");
        Security.setProperty("networkaddress.cache.stale.ttl", "0");
        return host -> List.of(InetAddress.getAllByName(host));
    }
}
