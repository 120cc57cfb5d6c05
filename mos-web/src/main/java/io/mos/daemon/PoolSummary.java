package io.mos.daemon;

import io.mos.core.chain.Address;
import io.mos.core.chain.BitcoinNetwork;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.PoolUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a good configuration means for the one who is to be paid, and what in it is allowed but
 * looks like a mistake.
 */
final class PoolSummary {

    /** bitcoind's default RPC ports; 48332 is that of the second test network. */
    private static final Map<Integer, BitcoinNetwork> USUAL_RPC_PORTS =
            Map.of(
                    8332, BitcoinNetwork.MAINNET,
                    18332, BitcoinNetwork.TESTNET,
                    48332, BitcoinNetwork.TESTNET,
                    38332, BitcoinNetwork.SIGNET,
                    18443, BitcoinNetwork.REGTEST);

    private PoolSummary() {}

    /** A line for each pool, and one for each doubt. */
    static List<String> of(List<PoolConfig> pools) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < pools.size(); i++) {
            PoolConfig pool = pools.get(i);
            String name = "pool " + (i + 1) + " ";
            lines.add(name + pool.parsedUrl().display() + ": " + paid(pool));
            doubts(pool).forEach(doubt -> lines.add("  note: " + doubt));
            int first = sameAs(pool, pools);
            if (first < i) {
                lines.add("  note: the same as pool " + (first + 1));
            }
        }
        return lines;
    }

    private static String paid(PoolConfig pool) {
        if (pool.parsedUrl().isStratum()) {
            return PayTo.addressIn(pool.user())
                    .map(address -> "credited to " + pool.user() + ", " + kind(address))
                    .orElse("credited to the account " + pool.user());
        }
        return "blocks pay " + pool.payout() + ", " + kind(Address.parse(pool.payout()));
    }

    private static String kind(Address address) {
        return "a "
                + address.type()
                + " address of "
                + address.networks().stream()
                        .map(BitcoinNetwork::spokenName)
                        .collect(Collectors.joining(" or "));
    }

    private static List<String> doubts(PoolConfig pool) {
        PoolUrl url = pool.parsedUrl();
        if (url.isStratum()) {
            return PayTo.looksMistyped(pool.user())
                    ? List.of(pool.user() + " would be an address, but its checksum is wrong")
                    : List.of();
        }
        Address payout = Address.parse(pool.payout());
        return Optional.ofNullable(USUAL_RPC_PORTS.get(url.port()))
                .filter(network -> !payout.networks().contains(network))
                .map(network ->
                        "port %d is usually a node of %s, which would not pay this address"
                                .formatted(url.port(), network.spokenName()))
                .map(List::of)
                .orElse(List.of());
    }

    private static int sameAs(PoolConfig pool, List<PoolConfig> pools) {
        int first = 0;
        while (!pools.get(first).url().equals(pool.url())
                || !pools.get(first).user().equals(pool.user())) {
            first++;
        }
        return first;
    }
}
