package io.mos.stratum.solo;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import java.util.List;
import java.util.Optional;

/**
 * What a node wants in the next block: the answer to {@code getblocktemplate} (BIP22, BIP23,
 * BIP145) as far as a miner needs it.
 *
 * @param requiredVersionBits bits of the version the miner must leave set ({@code vbrequired})
 * @param coinbaseSatoshis all the coinbase may pay: subsidy and fees
 * @param minTime earliest time the header may carry, seconds since 1970, unsigned
 * @param curTime the node's clock, not before {@code minTime}
 * @param branch from the coinbase's txid to the merkle root
 * @param witnessCommitment script of the coinbase output that commits to all witnesses
 * @param longPollId asks for the next template when sent back; none when the node cannot wait
 */
record BlockTemplate(
        int height,
        int version,
        int requiredVersionBits,
        Hash256 prevHash,
        int nBits,
        int minTime,
        int curTime,
        long coinbaseSatoshis,
        List<Hash256> branch,
        RawTransactions transactions,
        ByteString witnessCommitment,
        Optional<String> longPollId) {

    BlockTemplate {
        branch = List.copyOf(branch);
    }
}
