package io.mos.stratum.solo;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Sha256d;
import io.mos.core.chain.Target;
import io.mos.core.chain.WitnessCommitment;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes templates as a node does, in its order of members. Transactions are bytes of no meaning:
 * what handles a template never looks into them.
 */
final class TemplateJson {

    static final int REGTEST_NBITS = 0x207f_ffff;
    static final long COINBASE_SATOSHIS = 5_000_012_345L;

    final Hash256 prevHash;
    final int height;
    final List<Transaction> transactions;
    private final Map<String, String> members = new LinkedHashMap<>();

    TemplateJson(Hash256 prevHash, int height, List<Transaction> transactions) {
        this.prevHash = prevHash;
        this.height = height;
        this.transactions = List.copyOf(transactions);
        String commitment =
                WitnessCommitment.scriptFor(
                                transactions.stream().map(Transaction::witnessId).toList())
                        .hex();
        with("capabilities", "[\"proposal\"]");
        with("version", "805306368");
        with("rules", "[\"csv\",\"!segwit\",\"taproot\"]");
        with("vbavailable", "{\"testdummy\":28}");
        with("vbrequired", "0");
        with("previousblockhash", quoted(prevHash.displayHex()));
        with("transactions", "");
        with("coinbaseaux", "{}");
        with("coinbasevalue", Long.toString(COINBASE_SATOSHIS));
        with("longpollid", quoted(prevHash.displayHex() + "7"));
        with("target", quoted(Target.ofNBits(REGTEST_NBITS).displayHex()));
        with("mintime", "1700000000");
        with("mutable", "[\"time\",\"transactions\",\"prevblock\"]");
        with("noncerange", "\"00000000ffffffff\"");
        with("sigoplimit", "80000");
        with("sizelimit", "4000000");
        with("weightlimit", "4000000");
        with("curtime", "1700000600");
        with("bits", quoted(HexFormat.of().toHexDigits(REGTEST_NBITS)));
        with("height", Integer.toString(height));
        with("default_witness_commitment", quoted(commitment));
    }

    /** A template with a few small transactions. */
    static TemplateJson small() {
        return new TemplateJson(
                Hash256.ofDisplayHex("0f".repeat(32)),
                122,
                List.of(transaction(1, 250), transaction(2, 61), transaction(3, 1000)));
    }

    /** A transaction of this size, always the same for the same seed. */
    static Transaction transaction(int seed, int sizeBytes) {
        byte[] data = new byte[sizeBytes];
        int state = seed * 0x9e3779b9 + 1;
        for (int i = 0; i < sizeBytes; i++) {
            state = state * 1664525 + 1013904223;
            data[i] = (byte) (state >>> 24);
        }
        return new Transaction(
                ByteString.of(data),
                Sha256d.of(new byte[] {1}, data),
                Sha256d.of(new byte[] {2}, data));
    }

    /** Replaces a member's JSON, or adds one. */
    TemplateJson with(String name, String json) {
        members.put(name, json);
        return this;
    }

    TemplateJson without(String name) {
        members.remove(name);
        return this;
    }

    /** The whole answer of the node's RPC. */
    String answer() {
        StringWriter out = new StringWriter();
        try {
            writeAnswer(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    /** What a reader makes of it. */
    BlockTemplate read() {
        RpcAnswerReader<BlockTemplate> reader = new RpcAnswerReader<>(new TemplateReader());
        byte[] bytes = answer().getBytes(StandardCharsets.UTF_8);
        reader.feed(bytes, 0, bytes.length);
        return ((RpcOutcome.Result<BlockTemplate>) reader.finish()).value();
    }

    /** Writes the answer without ever holding it whole. */
    void writeAnswer(Writer out) throws IOException {
        out.write("{\"result\":{");
        boolean isFirst = true;
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.write((isFirst ? "" : ",") + "\"" + member.getKey() + "\":");
            isFirst = false;
            if (member.getKey().equals("transactions") && member.getValue().isEmpty()) {
                writeTransactions(out);
            } else {
                out.write(member.getValue());
            }
        }
        out.write("},\"error\":null,\"id\":\"mos\"}\n");
    }

    byte[] rawTransactions() {
        List<ByteString> all = new ArrayList<>();
        transactions.forEach(transaction -> all.add(transaction.data()));
        return ByteString.concat(all.toArray(ByteString[]::new)).toBytes();
    }

    private void writeTransactions(Writer out) throws IOException {
        out.write('[');
        for (int i = 0; i < transactions.size(); i++) {
            Transaction transaction = transactions.get(i);
            out.write(i == 0 ? "{\"data\":\"" : ",{\"data\":\"");
            out.write(transaction.data().hex());
            out.write("\",\"txid\":" + quoted(transaction.txid().displayHex()));
            out.write(",\"hash\":" + quoted(transaction.witnessId().displayHex()));
            out.write(",\"depends\":[1,2],\"fee\":1410,\"sigops\":4,\"weight\":561}");
        }
        out.write(']');
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }

    record Transaction(ByteString data, Hash256 txid, Hash256 witnessId) {}
}
