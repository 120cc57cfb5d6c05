package io.mos.stratum.solo.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.WitnessCommitment;
import io.mos.stratum.solo.bench.SyntheticTransaction.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A block template as full as mainnet's get: 4,000 transactions that fill a block's weight, one of
 * them as large as nodes relay. Written as bitcoind writes its answer to {@code getblocktemplate},
 * member by member in its order. Immutable.
 *
 * @param nBits of the target that blocks must meet
 */
public record MainnetTemplate(
        int height, Hash256 prevHash, int nBits, List<SyntheticTransaction> transactions) {

    static final int TRANSACTIONS = 4_000;

    /** A block's limit less what nodes leave for the coinbase. */
    static final int WEIGHT = 3_996_000;

    /** Of them inscriptions, which fill what the usual ones leave. */
    private static final int LARGE = 2;

    /** Nodes relay no heavier transaction. */
    private static final int MAX_RELAYED_WEIGHT = 400_000;

    /** Fees come to some five million satoshis above the subsidy. */
    private static final long COINBASE_SATOSHIS = 312_500_000 + 5_012_345;

    private static final int FEE_SATOSHIS = 1_410;

    /** In ten transactions of a usual day. */
    private static final List<Shape> USUAL =
            List.of(
                    Shape.P2WPKH,
                    Shape.P2TR,
                    Shape.P2WPKH,
                    Shape.P2WPKH_TWO_COINS,
                    Shape.P2WPKH,
                    Shape.P2PKH,
                    Shape.P2TR,
                    Shape.P2WPKH,
                    Shape.BATCH,
                    Shape.P2WPKH_TWO_COINS);

    public MainnetTemplate {
        transactions = List.copyOf(transactions);
    }

    /** A full one; the same for the same seed. */
    public static MainnetTemplate full(int height, Hash256 prevHash, int nBits, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SyntheticTransaction> all = new ArrayList<>();
        int left = WEIGHT;
        while (all.size() < TRANSACTIONS - LARGE) {
            Shape shape = USUAL.get(all.size() % USUAL.size());
            SyntheticTransaction next = SyntheticTransaction.of(shape, random, 0);
            all.add(next);
            left -= next.weight();
        }
        for (int i = 0; i < LARGE; i++) {
            int weight = Math.min(left, MAX_RELAYED_WEIGHT);
            int bytes = weight - SyntheticTransaction.INSCRIPTION_OVERHEAD_UNITS;
            SyntheticTransaction next = SyntheticTransaction.of(Shape.INSCRIPTION, random, bytes);
            // Somewhere in between, as fee rates have it.
            all.add(random.nextInt(all.size()), next);
            left -= next.weight();
        }
        return new MainnetTemplate(height, prevHash, nBits, all);
    }

    /** The same block with a tenth of its usual transactions replaced by others alike. */
    MainnetTemplate renewed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SyntheticTransaction> next = new ArrayList<>(transactions);
        for (int i = 0; i < TRANSACTIONS / 10; i++) {
            int at = random.nextInt(next.size());
            Shape shape = next.get(at).shape();
            if (shape != Shape.INSCRIPTION) {
                next.set(at, SyntheticTransaction.of(shape, random, 0));
            }
        }
        return new MainnetTemplate(height, prevHash, nBits, next);
    }

    public int rawBytes() {
        return transactions.stream().mapToInt(each -> each.data().sizeBytes()).sum();
    }

    int weight() {
        return transactions.stream().mapToInt(SyntheticTransaction::weight).sum();
    }

    /**
     * Writes the whole answer.
     *
     * @param nowSeconds the node's clock, seconds since 1970
     */
    public void writeAnswer(OutputStream out, String longPollId, long nowSeconds)
            throws IOException {
        write(out, "{\"result\":{\"capabilities\":[\"proposal\"],\"version\":536870912,");
        write(out, "\"rules\":[\"csv\",\"!segwit\",\"taproot\"],\"vbavailable\":{},");
        write(out, "\"vbrequired\":0,\"previousblockhash\":\"" + prevHash.displayHex() + "\",");
        write(out, "\"transactions\":[");
        for (int i = 0; i < transactions.size(); i++) {
            writeTransaction(out, transactions.get(i), i);
        }
        write(out, "],\"coinbaseaux\":{},\"coinbasevalue\":" + COINBASE_SATOSHIS);
        write(out, ",\"longpollid\":\"" + longPollId + "\",\"target\":\"");
        write(out, Target.ofNBits(nBits).displayHex() + "\",\"mintime\":" + (nowSeconds - 3_600));
        write(out, ",\"mutable\":[\"time\",\"transactions\",\"prevblock\"],");
        write(out, "\"noncerange\":\"00000000ffffffff\",\"sigoplimit\":80000,");
        write(out, "\"sizelimit\":4000000,\"weightlimit\":4000000,\"curtime\":" + nowSeconds);
        write(out, ",\"bits\":\"" + HexFormat.of().toHexDigits(nBits) + "\",\"height\":" + height);
        write(out, ",\"default_witness_commitment\":\"" + commitment());
        write(out, "\"},\"error\":null,\"id\":\"mos\"}\n");
    }

    private String commitment() {
        return WitnessCommitment.scriptFor(
                        transactions.stream().map(SyntheticTransaction::witnessId).toList())
                .hex();
    }

    private static void writeTransaction(
            OutputStream out, SyntheticTransaction transaction, int index) throws IOException {
        write(out, index == 0 ? "{\"data\":\"" : ",{\"data\":\"");
        write(out, transaction.data().hex());
        write(out, "\",\"txid\":\"" + transaction.txid().displayHex());
        write(out, "\",\"hash\":\"" + transaction.witnessId().displayHex());
        // Some spend what another of the same block pays.
        write(out, index % 8 == 7 ? "\",\"depends\":[" + index + "]" : "\",\"depends\":[]");
        write(out, ",\"fee\":" + FEE_SATOSHIS + ",\"sigops\":4,\"weight\":");
        write(out, transaction.weight() + "}");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(US_ASCII));
    }
}
