package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.mos.core.work.ShareVerdict;
import java.io.IOException;

/**
 * What {@code submitblock} says of a block (BIP22): nothing when the node took it, or why not.
 *
 * @param reason empty when taken
 */
record SubmitResult(String reason) {

    /** The node had this block already, and found it good. */
    private static final String DUPLICATE = "duplicate";

    /** Another block came first. */
    private static final String STALE = "stale-prevblk";

    /** Stratum's own codes, so that solo and pool shares can be told apart by the same table. */
    private static final int CODE_OTHER = 20;

    private static final int CODE_DUPLICATE = 22;

    boolean isDuplicate() {
        return reason.equals(DUPLICATE);
    }

    ShareVerdict verdict() {
        return switch (reason) {
            case "" -> new ShareVerdict.Accepted();
            case DUPLICATE -> new ShareVerdict.Rejected(CODE_DUPLICATE, reason);
            case STALE -> new ShareVerdict.Stale(reason);
            default -> new ShareVerdict.Rejected(CODE_OTHER, reason);
        };
    }

    /** Owner: the feeding thread. */
    static final class Reader implements ResultReader<SubmitResult> {
        private String reason = "";

        @Override
        public void token(JsonToken token, JsonParser parser) throws IOException {
            if (token == JsonToken.VALUE_STRING) {
                reason = RpcAnswerReader.excerpt(parser.getText());
            } else if (token != JsonToken.VALUE_NULL) {
                throw new MalformedAnswerException("submitblock answered neither null nor text");
            }
        }

        @Override
        public SubmitResult finish() {
            return new SubmitResult(reason);
        }
    }
}
