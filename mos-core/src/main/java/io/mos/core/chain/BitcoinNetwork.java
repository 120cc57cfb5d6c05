package io.mos.core.chain;

import java.util.Locale;
import java.util.Optional;

/** A chain and the prefixes its addresses carry. Test networks share theirs. */
public enum BitcoinNetwork {
    MAINNET("main", "bc", 0x00, 0x05),
    TESTNET("test", "tb", 0x6f, 0xc4),
    SIGNET("signet", "tb", 0x6f, 0xc4),
    REGTEST("regtest", "bcrt", 0x6f, 0xc4);

    /** The second test network differs from the first in nothing this project looks at. */
    private static final String TESTNET4 = "testnet4";

    private final String chainName;
    private final String segwitPrefix;
    private final int keyHashVersion;
    private final int scriptHashVersion;

    BitcoinNetwork(
            String chainName, String segwitPrefix, int keyHashVersion, int scriptHashVersion) {
        this.chainName = chainName;
        this.segwitPrefix = segwitPrefix;
        this.keyHashVersion = keyHashVersion;
        this.scriptHashVersion = scriptHashVersion;
    }

    /** Reads the {@code chain} of a node's {@code getblockchaininfo}. */
    public static Optional<BitcoinNetwork> fromChainName(String name) {
        String known = name.equals(TESTNET4) ? TESTNET.chainName : name;
        for (BitcoinNetwork network : values()) {
            if (network.chainName.equals(known)) {
                return Optional.of(network);
            }
        }
        return Optional.empty();
    }

    public String chainName() {
        return chainName;
    }

    /** What people call it. */
    public String spokenName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String segwitPrefix() {
        return segwitPrefix;
    }

    int keyHashVersion() {
        return keyHashVersion;
    }

    int scriptHashVersion() {
        return scriptHashVersion;
    }
}
