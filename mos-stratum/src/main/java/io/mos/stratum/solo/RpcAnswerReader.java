package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import com.fasterxml.jackson.core.json.async.NonBlockingJsonParser;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads one JSON-RPC answer as its bytes arrive, in pieces of any size. Owner: the thread that
 * feeds it.
 *
 * <p>Only the longest single string of an answer is ever held as text; a template's is its longest
 * transaction.
 */
final class RpcAnswerReader<T> {

    /**
     * Longest answer taken. A block has at most 4,000,000 bytes (8,000,000 hex digits) and 16,666
     * transactions, each with some 400 characters around its hex.
     */
    static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    /** A template nests four deep: answer, result, transactions, transaction, depends. */
    private static final int MAX_DEPTH = 16;

    /** The hex of a transaction that fills a block. */
    private static final int MAX_STRING_CHARS = 8_000_000;

    private static final int MAX_NAME_CHARS = 128;
    private static final int MAX_NUMBER_CHARS = 32;
    private static final int MAX_MESSAGE_CHARS = 200;

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxStringLength(MAX_STRING_CHARS)
                                    .maxNameLength(MAX_NAME_CHARS)
                                    .maxNumberLength(MAX_NUMBER_CHARS)
                                    .maxDocumentLength(MAX_BODY_BYTES)
                                    .build())
                    .build();

    private enum Place {
        START,
        ANSWER,
        RESULT,
        ERROR,
        OTHER,
        END
    }

    private final ResultReader<T> result;
    private final JsonParser parser;
    private final ByteArrayFeeder feeder;
    private Place place = Place.START;
    private int depthInside;
    private boolean hasResult;
    private Optional<Integer> errorCode = Optional.empty();
    private String errorMessage = "";

    RpcAnswerReader(ResultReader<T> result) {
        this.result = result;
        try {
            parser = JSON.createNonBlockingByteArrayParser();
        } catch (IOException e) {
            throw new IllegalStateException("a parser without input cannot fail to open", e);
        }
        feeder = ((NonBlockingJsonParser) parser).getNonBlockingInputFeeder();
    }

    /**
     * Takes the next bytes; keeps no reference to the array.
     *
     * @throws MalformedAnswerException when they cannot be part of a proper answer
     */
    void feed(byte[] bytes, int from, int to) {
        try {
            feeder.feedInput(bytes, from, to);
            readTokens();
        } catch (JsonProcessingException e) {
            throw new MalformedAnswerException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedAnswerException("unreadable: " + e.getMessage());
        }
    }

    /**
     * The answer, after its last byte.
     *
     * @throws MalformedAnswerException when it is not complete
     */
    RpcOutcome<T> finish() {
        if (place != Place.END) {
            throw new MalformedAnswerException("the answer ends early");
        }
        if (errorCode.isPresent()) {
            return new RpcOutcome.Refusal<>(errorCode.get(), errorMessage);
        }
        if (!hasResult) {
            throw new MalformedAnswerException("the answer has neither result nor error");
        }
        return new RpcOutcome.Result<>(result.finish());
    }

    /** At most some of a foreign text, without control characters, fit for a log line. */
    static String excerpt(String text) {
        String start =
                text.length() <= MAX_MESSAGE_CHARS ? text : text.substring(0, MAX_MESSAGE_CHARS);
        StringBuilder clean = new StringBuilder(start.length());
        start.chars().forEach(c -> clean.append(Character.isISOControl(c) ? ' ' : (char) c));
        return clean.toString().strip();
    }

    private void readTokens() throws IOException {
        JsonToken token = parser.nextToken();
        while (token != null && token != JsonToken.NOT_AVAILABLE) {
            read(token);
            token = parser.nextToken();
        }
    }

    private void read(JsonToken token) throws IOException {
        switch (place) {
            case START -> begin(token);
            case ANSWER -> readMember(token);
            case RESULT -> {
                result.token(token, parser);
                leaveAfterValue(token);
            }
            case ERROR -> {
                readError(token);
                leaveAfterValue(token);
            }
            case OTHER -> leaveAfterValue(token);
            case END -> throw new MalformedAnswerException("something follows the answer");
        }
    }

    private void begin(JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw new MalformedAnswerException("the answer is no object");
        }
        place = Place.ANSWER;
    }

    private void readMember(JsonToken token) throws IOException {
        if (token == JsonToken.END_OBJECT) {
            place = Place.END;
            return;
        }
        if (token != JsonToken.FIELD_NAME) {
            throw new MalformedAnswerException("the answer has a value without a name");
        }
        place =
                switch (parser.currentName()) {
                    case "result" -> enterResult();
                    case "error" -> Place.ERROR;
                    default -> Place.OTHER;
                };
        depthInside = 0;
    }

    private Place enterResult() {
        if (hasResult) {
            throw new MalformedAnswerException("two results in one answer");
        }
        hasResult = true;
        return Place.RESULT;
    }

    private void readError(JsonToken token) throws IOException {
        boolean isMember = depthInside == 1 && parser.getParsingContext().inObject();
        if (!isMember || !token.isScalarValue()) {
            return;
        }
        switch (parser.currentName()) {
            case "code" -> {
                if (token != JsonToken.VALUE_NUMBER_INT) {
                    throw new MalformedAnswerException("the error's code is no number");
                }
                errorCode = Optional.of(parser.getIntValue());
            }
            case "message" -> errorMessage = excerpt(parser.getText());
            default -> {}
        }
    }

    private void leaveAfterValue(JsonToken token) {
        if (token.isStructStart()) {
            depthInside++;
        } else if (token.isStructEnd()) {
            depthInside--;
        }
        if (depthInside < 0) {
            // The parser lets an end stand for a value when the input was cut just before it.
            throw new MalformedAnswerException("the answer has a name without a value");
        }
        if (depthInside == 0) {
            place = Place.ANSWER;
        }
    }
}
