package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.Target;
import io.mos.core.chain.TransactionOutput;
import java.io.IOException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the result of {@code getblocktemplate} as it streams in (BIP22, BIP23, BIP145).
 * Transactions become raw bytes at once; of their ids only the merkle branch is kept. Owner: the
 * feeding thread.
 */
final class TemplateReader implements ResultReader<BlockTemplate> {

    /** Rules that a miner who fills in the coinbase and the header can keep (BIP9, BIP145). */
    private static final Set<String> KEPT_RULES = Set.of("!segwit");

    private static final String SEGWIT = "segwit";
    private static final int MAX_RULES = 64;
    private static final long MAX_UINT32 = 0xffff_ffffL;

    private static final Set<String> SCALARS =
            Set.of(
                    "height",
                    "version",
                    "vbrequired",
                    "previousblockhash",
                    "bits",
                    "target",
                    "mintime",
                    "curtime",
                    "coinbasevalue",
                    "default_witness_commitment",
                    "longpollid");

    private enum Place {
        START,
        TEMPLATE,
        RULES,
        TRANSACTIONS,
        TRANSACTION,
        END
    }

    private final ScalarFields scalars = new ScalarFields(SCALARS);
    private final TransactionReader transactions = new TransactionReader();
    private final Set<String> rules = new HashSet<>();
    private boolean hasTransactions;
    private Place place = Place.START;
    private int skippedDepth;

    @Override
    public void token(JsonToken token, JsonParser parser) throws IOException {
        try {
            if (skippedDepth > 0) {
                skip(token);
            } else {
                read(token, parser);
            }
        } catch (MalformedChainDataException e) {
            throw new MalformedAnswerException("template: " + e.getMessage());
        }
    }

    @Override
    public BlockTemplate finish() {
        if (place != Place.END || !hasTransactions) {
            throw new MalformedAnswerException("template without transactions");
        }
        checkRules();
        try {
            return template();
        } catch (MalformedChainDataException e) {
            throw new MalformedAnswerException("template: " + e.getMessage());
        }
    }

    private void read(JsonToken token, JsonParser parser) throws IOException {
        switch (place) {
            case START -> begin(token);
            case TEMPLATE -> readMember(token, parser);
            case RULES -> readRule(token, parser);
            case TRANSACTIONS -> readNextTransaction(token);
            case TRANSACTION -> readTransactionMember(token, parser);
            case END -> throw new MalformedAnswerException("something follows the template");
        }
    }

    /** Null stands beside an error, which the answer may bring later. */
    private void begin(JsonToken token) {
        place =
                switch (token) {
                    case START_OBJECT -> Place.TEMPLATE;
                    case VALUE_NULL -> Place.END;
                    default -> throw new MalformedAnswerException("the template is no object");
                };
    }

    private void readMember(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.END_OBJECT) {
            place = Place.END;
        } else if (token.isScalarValue()) {
            scalars.offer(token, parser);
        } else if (token == JsonToken.START_ARRAY && parser.currentName().equals("rules")) {
            place = Place.RULES;
        } else if (token == JsonToken.START_ARRAY && parser.currentName().equals("transactions")) {
            if (hasTransactions) {
                throw new MalformedAnswerException("two lists of transactions");
            }
            hasTransactions = true;
            place = Place.TRANSACTIONS;
        } else {
            skip(token);
        }
    }

    private void readRule(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.END_ARRAY) {
            place = Place.TEMPLATE;
        } else if (token == JsonToken.VALUE_STRING && rules.size() < MAX_RULES) {
            rules.add(RpcAnswerReader.excerpt(parser.getText()));
        } else {
            throw new MalformedAnswerException("rules is no short list of names");
        }
    }

    private void readNextTransaction(JsonToken token) {
        switch (token) {
            case END_ARRAY -> place = Place.TEMPLATE;
            case START_OBJECT -> {
                transactions.begin();
                place = Place.TRANSACTION;
            }
            default -> throw new MalformedAnswerException("a transaction is no object");
        }
    }

    private void readTransactionMember(JsonToken token, JsonParser parser) throws IOException {
        if (token == JsonToken.END_OBJECT) {
            transactions.end();
            place = Place.TRANSACTIONS;
        } else if (token.isScalarValue()) {
            transactions.member(token, parser);
        } else {
            skip(token);
        }
    }

    /** Passes over a structure nobody asked for; names before it are no structure. */
    private void skip(JsonToken token) {
        if (token.isStructStart()) {
            skippedDepth++;
        } else if (token.isStructEnd()) {
            skippedDepth--;
        }
    }

    /** A rule with a mark is one that a miner must know about (BIP9). */
    private void checkRules() {
        if (rules.stream().noneMatch(rule -> rule.equals(SEGWIT) || rule.equals("!" + SEGWIT))) {
            throw new MalformedAnswerException("the node does not know segwit");
        }
        for (String rule : rules) {
            if (rule.startsWith("!") && !KEPT_RULES.contains(rule)) {
                throw new MalformedAnswerException("blocks need rule " + rule + ", unknown here");
            }
        }
    }

    private BlockTemplate template() {
        return new BlockTemplate(
                (int) scalars.integer("height", 1, Integer.MAX_VALUE),
                (int) scalars.integer("version", Integer.MIN_VALUE, MAX_UINT32),
                scalars.has("vbrequired")
                        ? (int) scalars.integer("vbrequired", Integer.MIN_VALUE, MAX_UINT32)
                        : 0,
                Hash256.ofDisplayHex(scalars.text("previousblockhash")),
                nBits(),
                (int) scalars.integer("mintime", 0, MAX_UINT32),
                (int) scalars.integer("curtime", 0, MAX_UINT32),
                scalars.integer("coinbasevalue", 0, TransactionOutput.MAX_SATOSHIS),
                transactions.branch(),
                transactions.raw(),
                witnessCommitment(),
                scalars.has("longpollid")
                        ? Optional.of(scalars.text("longpollid"))
                        : Optional.empty());
    }

    private int nBits() {
        String text = scalars.text("bits");
        if (text.length() != 8 || !text.chars().allMatch(HexFormat::isHexDigit)) {
            throw new MalformedAnswerException("bits is not 8 hex digits");
        }
        int nBits = HexFormat.fromHexDigits(text);
        Target target = Target.ofNBits(nBits);
        if (scalars.has("target") && !Target.ofDisplayHex(scalars.text("target")).equals(target)) {
            throw new MalformedAnswerException("target and bits differ");
        }
        return nBits;
    }

    /** Recomputed: a block with a wrong one would be found, submitted and lost. */
    private ByteString witnessCommitment() {
        ByteString computed = transactions.witnessCommitment();
        if (scalars.has("default_witness_commitment")
                && !ByteString.parseHex(scalars.text("default_witness_commitment"))
                        .equals(computed)) {
            throw new MalformedAnswerException(
                    "default_witness_commitment does not fit the transactions");
        }
        return computed;
    }
}
