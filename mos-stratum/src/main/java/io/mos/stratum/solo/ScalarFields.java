package io.mos.stratum.solo;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The plain members of one JSON object that somebody asked for, kept as text until they are read as
 * what they should be. Owner: the thread that feeds it.
 */
final class ScalarFields {

    /** A witness commitment has 76 characters; an id for long polling, 64 and a counter. */
    private static final int MAX_CHARS = 256;

    private final Set<String> wanted;
    private final Map<String, String> texts = new HashMap<>();

    ScalarFields(Set<String> wanted) {
        this.wanted = wanted;
    }

    /**
     * Keeps the value the parser stands on if it is wanted; null counts as absent.
     *
     * @throws MalformedAnswerException when it is too long to be one of ours
     */
    void offer(JsonToken token, JsonParser parser) throws IOException {
        String name = parser.currentName();
        if (!wanted.contains(name) || token == JsonToken.VALUE_NULL) {
            return;
        }
        if (parser.getTextLength() > MAX_CHARS) {
            throw new MalformedAnswerException(
                    name + " has " + parser.getTextLength() + " characters");
        }
        texts.put(name, parser.getText());
    }

    boolean has(String name) {
        return texts.containsKey(name);
    }

    /**
     * @throws MalformedAnswerException when the node did not send it
     */
    String text(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new MalformedAnswerException("no " + name + " in the answer");
        }
        return text;
    }

    /**
     * @throws MalformedAnswerException when absent, no whole number or out of range
     */
    long integer(String name, long min, long max) {
        String text = text(name);
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, as a number out of range is.
        }
        throw new MalformedAnswerException(
                name + " is " + RpcAnswerReader.excerpt(text) + ", not within " + min + ".." + max);
    }

    boolean isTrue(String name) {
        return text(name).equals("true");
    }
}
