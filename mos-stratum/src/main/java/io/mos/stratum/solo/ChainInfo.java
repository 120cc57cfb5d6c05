package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Which chain a node follows and how far it has come: {@code getblockchaininfo}.
 *
 * @param chain {@code main}, {@code test}, {@code testnet4}, {@code signet} or {@code regtest}
 * @param blocks height of its best block
 * @param headers height of its best header; above {@code blocks} while it catches up
 */
record ChainInfo(String chain, long blocks, long headers) {

    private static final Set<String> FIELDS = Set.of("chain", "blocks", "headers");

    /** Owner: the feeding thread. */
    static final class Reader implements ResultReader<ChainInfo> {
        private final ScalarFields fields = new ScalarFields(FIELDS);
        private int depth;

        @Override
        public void token(JsonToken token, JsonParser parser) throws IOException {
            boolean isMember = depth == 1 && parser.getParsingContext().inObject();
            if (isMember && token.isScalarValue()) {
                fields.offer(token, parser);
            }
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            }
        }

        @Override
        public ChainInfo finish() {
            return new ChainInfo(
                    fields.text("chain"),
                    fields.integer("blocks", 0, Integer.MAX_VALUE),
                    fields.integer("headers", 0, Integer.MAX_VALUE));
        }
    }
}
