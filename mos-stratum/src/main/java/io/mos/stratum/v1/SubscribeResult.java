package io.mos.stratum.v1;

import io.mos.core.chain.Extranonce;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.PoolCall.SetDifficulty;
import java.util.Optional;

/**
 * The answer to {@code mining.subscribe}.
 *
 * @param sessionId what a later subscribe may hand back to resume
 * @param extranonce1 the pool's part of the extranonce
 * @param extranonce2SizeBytes how many bytes the miner chooses
 */
public record SubscribeResult(
        Optional<String> sessionId, Extranonce extranonce1, int extranonce2SizeBytes) {

    /** Empty when the result is not {@code [subscriptions, extranonce1, extranonce2 size]}. */
    public static Optional<SubscribeResult> read(Json result) {
        if (!(result instanceof Json.Arr array)) {
            return Optional.empty();
        }
        Params params = new Params(array);
        try {
            return Optional.of(
                    new SubscribeResult(
                            sessionId(params.at(0)),
                            params.extranonce(1, "extranonce1"),
                            params.integer(
                                    2, "extranonce2 size", 0, PoolCall.MAX_EXTRANONCE2_BYTES)));
        } catch (Params.WrongParamException e) {
            return Optional.empty();
        }
    }

    public Json toJson() {
        Json id = Json.of(sessionId.orElse("1"));
        return Json.array(
                Json.array(
                        Json.array(Json.of(SetDifficulty.METHOD), id),
                        Json.array(Json.of(MiningNotify.METHOD), id)),
                Json.of(extranonce1.hex()),
                Json.of(extranonce2SizeBytes));
    }

    /** Of {@code [["mining.notify", id], …]} or of a flat pair; pools that resume put it there. */
    private static Optional<String> sessionId(Json subscriptions) {
        if (!(subscriptions instanceof Json.Arr array)) {
            return Optional.empty();
        }
        if (array.at(0).asText().filter(MiningNotify.METHOD::equals).isPresent()) {
            return usable(array.at(1));
        }
        return array.items().stream()
                .filter(item -> item instanceof Json.Arr)
                .map(item -> (Json.Arr) item)
                .filter(pair -> pair.at(0).equals(Json.of(MiningNotify.METHOD)))
                .findFirst()
                .flatMap(pair -> usable(pair.at(1)));
    }

    private static Optional<String> usable(Json id) {
        return id.asText()
                .filter(text -> !text.isEmpty() && text.length() <= ClientCall.MAX_TEXT_CHARS);
    }
}
