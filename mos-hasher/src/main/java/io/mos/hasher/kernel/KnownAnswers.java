package io.mos.hasher.kernel;

import io.mos.core.chain.BlockHeader;
import java.util.HexFormat;
import java.util.List;

/** Headers that were mined: their hash is below the target in their own nBits. */
final class KnownAnswers {

    static final List<BlockHeader> HEADERS =
            List.of(
                    // Mainnet blocks 0 (genesis), 1 and 125552, as every node stores them.
                    parse(
                            "0100000000000000000000000000000000000000000000000000000000000000"
                                    + "000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
                                    + "4b1e5e4a29ab5f49ffff001d1dac2b7c"),
                    parse(
                            "010000006fe28c0ab6f1b372c1a6a246ae63f74f931e8365e15a089c68d61900"
                                    + "00000000982051fd1e4ba744bbbe680e1fee14677ba1a3c3540bf7b1cdb606e8"
                                    + "57233e0e61bc6649ffff001d01e36299"),
                    parse(
                            "0100000081cd02ab7e569e8bcd9317e2fe99f2de44d49ab2b8851ba4a3080000"
                                    + "00000000e320b6c2fffc8d750423db8b1eb942ae710e951ed797f7affc8892b0"
                                    + "f1fc122bc7f5d74df2b9441a42a14695"),
                    // The genesis blocks of testnet3 and signet (BIP325).
                    parse(
                            "0100000000000000000000000000000000000000000000000000000000000000"
                                    + "000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
                                    + "4b1e5e4adae5494dffff001d1aa4ae18"),
                    parse(
                            "0100000000000000000000000000000000000000000000000000000000000000"
                                    + "000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa"
                                    + "4b1e5e4a008f4d5fae77031e8ad22203"));

    private KnownAnswers() {}

    private static BlockHeader parse(String hex) {
        return BlockHeader.parse(HexFormat.of().parseHex(hex));
    }
}
