package io.mos.stratum.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.mos.stratum.v1.MalformedFrameException.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and writes one line of Stratum V1, for clients and servers alike. Thread-safe; without
 * state but Jackson's buffers.
 *
 * <p>Lenient where pools differ (order of keys, missing {@code error}, {@code jsonrpc} beside),
 * strict about size: what exceeds a limit is refused while it is read.
 */
public final class V1Codec {

    /**
     * Longest line taken from a pool. The longest honest one is a job whose coinbase pays some
     * hundred outputs (up to 86 hex digits each); this is room for 3,000.
     */
    public static final int MAX_POOL_LINE_BYTES = 256 * 1024;

    /** Longest line taken from a miner; theirs are below 1 kB, and ckpool closes at 70 kB. */
    public static final int MAX_MINER_LINE_BYTES = 16 * 1024;

    /** A merkle branch stands at depth 3; a configure with nested values at 4. */
    private static final int MAX_DEPTH = 8;

    /** A job with the deepest merkle branch has about 60 tokens. */
    private static final int MAX_TOKENS = 2_000;

    /** The longest double has 24 characters. */
    private static final int MAX_NUMBER_CHARS = 64;

    private static final int MAX_NAME_CHARS = 128;

    /** Pools of buffers kept for reading and writing; one net loop parses at a time. */
    private static final int MAX_RECYCLED = 2;

    /**
     * Field names are not interned: a hostile pool could fill the table. Buffers come from a small
     * shared pool instead of from thread locals.
     */
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    // Also writes half a surrogate pair, which a peer may have put into an id.
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .recyclerPool(JsonRecyclerPools.newBoundedPool(MAX_RECYCLED))
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(MAX_DEPTH)
                                    .maxTokenCount(MAX_TOKENS)
                                    .maxNumberLength(MAX_NUMBER_CHARS)
                                    .maxNameLength(MAX_NAME_CHARS)
                                    .maxStringLength(MAX_POOL_LINE_BYTES)
                                    .maxDocumentLength(MAX_POOL_LINE_BYTES)
                                    .build())
                    .build();

    private V1Codec() {}

    /**
     * Reads one line, without its line end.
     *
     * @throws MalformedFrameException when it is no message; a known call with wrong parameters is
     *     a {@link V1Call.Invalid} instead, which a server answers and a client judges
     */
    public static V1Message read(byte[] line) {
        if (!(readJson(line) instanceof Json.Obj object)) {
            throw new MalformedFrameException(Fault.NOT_A_MESSAGE, "the line is no JSON object");
        }
        MessageId id = new MessageId(object.at("id"));
        Optional<String> method = object.at("method").asText();
        boolean isReply = object.has("result") || object.has("error");
        if (method.isPresent() && !(isReply && !object.has("params"))) {
            return new V1Message.Call(id, readCall(method.get(), object.at("params")));
        }
        if (!isReply) {
            throw new MalformedFrameException(
                    Fault.NOT_A_MESSAGE, "the line has neither method nor result nor error");
        }
        return new V1Message.Reply(id, object.at("result"), readError(object.at("error")));
    }

    /** Writes one line, its line end included. */
    public static byte[] write(V1Message message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.writeStartObject();
            switch (message) {
                case V1Message.Call call -> writeCall(json, call);
                case V1Message.Reply reply -> writeReply(json, reply);
            }
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toByteArray();
    }

    private static V1Call readCall(String method, Json params) {
        Json.Arr items = params instanceof Json.Arr array ? array : Json.Arr.EMPTY;
        try {
            return readKnown(method, new Params(items))
                    .orElseGet(() -> new V1Call.Unknown(method, params));
        } catch (Params.WrongParamException e) {
            String problem = e.getMessage() == null ? "" : e.getMessage();
            return new V1Call.Invalid(method, params, problem);
        }
    }

    private static Optional<V1Call> readKnown(String method, Params params) {
        return Optional.ofNullable(
                switch (method) {
                    case PoolCall.MiningNotify.METHOD -> PoolCall.MiningNotify.read(params);
                    case PoolCall.SetDifficulty.METHOD -> PoolCall.SetDifficulty.read(params);
                    case PoolCall.SetTarget.METHOD -> PoolCall.SetTarget.read(params);
                    case PoolCall.SetExtranonce.METHOD -> PoolCall.SetExtranonce.read(params);
                    case PoolCall.SetVersionMask.METHOD -> PoolCall.SetVersionMask.read(params);
                    case PoolCall.Ping.METHOD -> new PoolCall.Ping();
                    case PoolCall.GetVersion.METHOD -> new PoolCall.GetVersion();
                    case PoolCall.ShowMessage.METHOD -> PoolCall.ShowMessage.read(params);
                    case PoolCall.Reconnect.METHOD -> PoolCall.Reconnect.read(params);
                    case ClientCall.MiningConfigure.METHOD ->
                            ClientCall.MiningConfigure.read(params);
                    case ClientCall.MiningSubscribe.METHOD ->
                            ClientCall.MiningSubscribe.read(params);
                    case ClientCall.MiningAuthorize.METHOD ->
                            ClientCall.MiningAuthorize.read(params);
                    case ClientCall.MiningSubmit.METHOD -> ClientCall.MiningSubmit.read(params);
                    case ClientCall.ExtranonceSubscribe.METHOD ->
                            new ClientCall.ExtranonceSubscribe();
                    case ClientCall.SuggestDifficulty.METHOD ->
                            ClientCall.SuggestDifficulty.read(params);
                    case ClientCall.SuggestTarget.METHOD -> ClientCall.SuggestTarget.read(params);
                    default -> null;
                });
    }

    private static Optional<StratumError> readError(Json error) {
        boolean isNone = error.isNull() || error.equals(Json.Bool.FALSE);
        return isNone ? Optional.empty() : Optional.of(StratumError.read(error));
    }

    private static void writeCall(JsonGenerator json, V1Message.Call call) throws IOException {
        json.writeFieldName("id");
        write(json, call.id().value());
        json.writeStringField("method", call.body().method());
        json.writeFieldName("params");
        write(json, call.body().params());
    }

    private static void writeReply(JsonGenerator json, V1Message.Reply reply) throws IOException {
        json.writeFieldName("id");
        write(json, reply.id().value());
        json.writeFieldName("result");
        write(json, reply.result());
        json.writeFieldName("error");
        write(json, reply.error().map(StratumError::toJson).orElse(Json.Null.VALUE));
    }

    private static void write(JsonGenerator json, Json value) throws IOException {
        switch (value) {
            case Json.Null _ -> json.writeNull();
            case Json.Bool bool -> json.writeBoolean(bool.value());
            case Json.Num num -> json.writeNumber(num.text());
            case Json.Str str -> json.writeString(str.value());
            case Json.Arr array -> {
                json.writeStartArray();
                for (Json item : array.items()) {
                    write(json, item);
                }
                json.writeEndArray();
            }
            case Json.Obj object -> {
                json.writeStartObject();
                for (Map.Entry<String, Json> field : object.fields().entrySet()) {
                    json.writeFieldName(field.getKey());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
        }
    }

    private static Json readJson(byte[] line) {
        try (JsonParser parser = FACTORY.createParser(line)) {
            Json value = readValue(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new MalformedFrameException(Fault.NOT_JSON, "more than one value on a line");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw new MalformedFrameException(Fault.BEYOND_LIMITS, e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedFrameException(Fault.NOT_JSON, "the line is no JSON");
        }
    }

    /** Recurses no deeper than {@link #MAX_DEPTH}: the parser refuses to go on before. */
    private static Json readValue(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> new Json.Str(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
            case VALUE_TRUE -> Json.Bool.TRUE;
            case VALUE_FALSE -> Json.Bool.FALSE;
            case VALUE_NULL -> Json.Null.VALUE;
            case null, default ->
                    throw new MalformedFrameException(Fault.NOT_JSON, "the line ends too early");
        };
    }

    private static Json readObject(JsonParser parser) throws IOException {
        Map<String, Json> fields = new LinkedHashMap<>();
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            fields.put(name, readValue(parser, parser.nextToken()));
        }
        return new Json.Obj(fields);
    }

    private static Json readArray(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(readValue(parser, token));
        }
        return new Json.Arr(items);
    }
}
