package io.mos.stratum.solo.bench;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.CoinbaseTransaction;
import io.mos.core.chain.CompactSize;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Target;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A block that came by {@code submitblock}, judged.
 *
 * @param problem in a node's words; empty for a good block
 */
record SubmittedBlock(Hash256 hash, String problem) {

    /**
     * Holds a block against the templates it may be of.
     *
     * @throws MalformedChainDataException when it is no block
     */
    static SubmittedBlock parse(byte[] block, MainnetTemplate... templates) {
        if (block.length < BlockHeader.SIZE_BYTES) {
            throw new MalformedChainDataException("a block of " + block.length + " bytes");
        }
        BlockHeader header = BlockHeader.parse(Arrays.copyOf(block, BlockHeader.SIZE_BYTES));
        String problem = "bad-txns";
        for (MainnetTemplate template : templates) {
            int coinbaseEnd = block.length - template.rawBytes();
            if (coinbaseEnd > BlockHeader.SIZE_BYTES && endsLike(block, coinbaseEnd, template)) {
                problem = problemOf(block, coinbaseEnd, header, template);
            }
        }
        return new SubmittedBlock(header.hash(), problem);
    }

    private static String problemOf(
            byte[] block, int coinbaseEnd, BlockHeader header, MainnetTemplate template) {
        ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        in.position(BlockHeader.SIZE_BYTES);
        List<Hash256> txids = new ArrayList<>();
        template.transactions().forEach(each -> txids.add(each.txid()));
        if (CompactSize.read(in, block.length) != txids.size() + 1L) {
            return "bad-txns-count";
        }
        CoinbaseTransaction coinbase =
                CoinbaseTransaction.parse(Arrays.copyOfRange(block, in.position(), coinbaseEnd));
        if (!header.prevHash().equals(template.prevHash())) {
            return "stale-prevblk";
        }
        if (coinbase.height().orElse(0) != template.height()) {
            return "bad-cb-height";
        }
        if (!MerkleTree.fold(coinbase.txid(), MerkleTree.branchOfFirst(txids))
                .equals(header.merkleRoot())) {
            return "bad-txnmrklroot";
        }
        boolean isHard =
                header.nBits() == template.nBits()
                        && Target.ofNBits(template.nBits()).isMetBy(header.hash());
        return isHard ? "" : "high-hash";
    }

    private static boolean endsLike(byte[] block, int from, MainnetTemplate template) {
        int at = from;
        for (SyntheticTransaction transaction : template.transactions()) {
            byte[] data = transaction.data().toBytes();
            int end = at + data.length;
            if (!Arrays.equals(block, at, end, data, 0, data.length)) {
                return false;
            }
            at = end;
        }
        return at == block.length;
    }
}
