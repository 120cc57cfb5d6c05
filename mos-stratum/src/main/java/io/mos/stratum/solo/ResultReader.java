package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Takes the {@code result} of an RPC answer token by token, so that no answer is ever held as text.
 * One reader reads one answer. Owner: the thread that feeds it.
 */
interface ResultReader<T> {

    /**
     * One token of the result's value, from its first to its last.
     *
     * @param parser positioned on the token, for names and values
     * @throws MalformedAnswerException when the value is not what it should be
     */
    void token(JsonToken token, JsonParser parser) throws IOException;

    /**
     * The value, after its last token.
     *
     * @throws MalformedAnswerException when something is missing
     */
    T finish();
}
