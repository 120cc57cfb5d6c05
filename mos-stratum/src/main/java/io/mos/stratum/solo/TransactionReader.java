package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.WitnessCommitment;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Gathers a template's transactions, member by member in any order. Owner: the feeding thread. */
final class TransactionReader {

    private enum Member {
        DATA,
        TXID,
        WITNESS_ID
    }

    private final RawTransactions.Builder raw = new RawTransactions.Builder();
    private final List<Hash256> txids = new ArrayList<>();
    private final List<Hash256> witnessIds = new ArrayList<>();
    private final Set<Member> seen = EnumSet.noneOf(Member.class);

    void begin() {
        seen.clear();
    }

    /** The value of one plain member of the present transaction. */
    void member(JsonToken token, JsonParser parser) throws IOException {
        switch (parser.currentName()) {
            case "data" -> {
                enter(Member.DATA, token);
                parser.getText(new HexWriter(raw));
            }
            case "txid" -> {
                enter(Member.TXID, token);
                txids.add(Hash256.ofDisplayHex(parser.getText()));
            }
            case "hash" -> {
                enter(Member.WITNESS_ID, token);
                witnessIds.add(Hash256.ofDisplayHex(parser.getText()));
            }
            default -> {}
        }
    }

    void end() {
        if (seen.size() != Member.values().length) {
            throw new MalformedAnswerException("a transaction without data, txid or hash");
        }
        raw.endTransaction();
    }

    RawTransactions raw() {
        return raw.build();
    }

    List<Hash256> branch() {
        return MerkleTree.branchOfFirst(txids);
    }

    /** The commitment these transactions call for, whatever the node says. */
    ByteString witnessCommitment() {
        return WitnessCommitment.scriptFor(witnessIds);
    }

    private void enter(Member member, JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw new MalformedAnswerException("a transaction's " + member + " is no text");
        }
        if (!seen.add(member)) {
            throw new MalformedAnswerException("a transaction with two " + member);
        }
    }

    /** Lets the parser hand over its text piece by piece instead of as one string. */
    private static final class HexWriter extends Writer {
        private final RawTransactions.Builder raw;

        HexWriter(RawTransactions.Builder raw) {
            this.raw = raw;
        }

        @Override
        public void write(char[] digits, int from, int length) {
            raw.appendHex(digits, from, length);
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
