package io.mos.stratum.v1;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What a miner calls on its pool. */
public sealed interface ClientCall extends V1Call {

    /** User agents, worker names, passwords and session ids; the field stays far below. */
    int MAX_TEXT_CHARS = 512;

    /** More extensions than exist. */
    int MAX_EXTENSIONS = 32;

    /**
     * Names the extensions the miner knows (BIP310).
     *
     * @param extensions their codes, such as {@code version-rolling}
     * @param parameters {@code extension.parameter} to value
     */
    record MiningConfigure(List<String> extensions, Json.Obj parameters) implements ClientCall {

        public static final String VERSION_ROLLING = "version-rolling";
        public static final String MINIMUM_DIFFICULTY = "minimum-difficulty";
        public static final String SUBSCRIBE_EXTRANONCE = "subscribe-extranonce";
        public static final String INFO = "info";

        static final String METHOD = "mining.configure";
        static final String MASK_KEY = "version-rolling.mask";
        static final String MIN_BIT_COUNT_KEY = "version-rolling.min-bit-count";
        static final String MINIMUM_DIFFICULTY_KEY = "minimum-difficulty.value";
        static final String SOFTWARE_KEY = "info.sw-version";

        public MiningConfigure {
            extensions = List.copyOf(extensions);
        }

        static MiningConfigure read(Params params) {
            List<String> extensions = new ArrayList<>();
            for (Json code : params.array(0, "extensions", MAX_EXTENSIONS)) {
                extensions.add(
                        code.asText()
                                .orElseThrow(() ->
                                        new Params.WrongParamException(
                                                "extension code is no string")));
            }
            return switch (params.at(1)) {
                case Json.Obj parameters -> new MiningConfigure(extensions, parameters);
                case Json.Null _ -> new MiningConfigure(extensions, new Json.Obj(Map.of()));
                case Json.Bool _, Json.Num _, Json.Str _, Json.Arr _ ->
                        throw new Params.WrongParamException("extension parameters are no object");
            };
        }

        public boolean asksFor(String extension) {
            return extensions.contains(extension);
        }

        /** The same call, but for one extension that has no parameters. */
        MiningConfigure without(String extension) {
            return new MiningConfigure(
                    extensions.stream().filter(code -> !code.equals(extension)).toList(),
                    parameters);
        }

        /** The bits the miner can roll: all when it does not say (BIP310). */
        public VersionMask versionMask() {
            return parameters
                    .at(MASK_KEY)
                    .asText()
                    .flatMap(ConfigureResult::parseMask)
                    .orElse(new VersionMask(0xffff_ffff));
        }

        /** How many bits the miner needs for full speed; 0 when it does not say. */
        public int minBitCount() {
            return parameters.at(MIN_BIT_COUNT_KEY) instanceof Json.Num num
                    ? (int) num.toDouble()
                    : 0;
        }

        /** The lowest difficulty the miner wants, when it says a sensible one. */
        public Optional<Difficulty> minimumDifficulty() {
            return parameters.at(MINIMUM_DIFFICULTY_KEY) instanceof Json.Num num
                    ? parse(num.text())
                    : Optional.empty();
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.array(extensions.stream().map(Json::of)), parameters);
        }

        private static Optional<Difficulty> parse(String number) {
            try {
                return Optional.of(Difficulty.parse(number));
            } catch (MalformedChainDataException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Asks for work.
     *
     * @param userAgent empty when not given
     * @param sessionId asks for the extranonce1 of an earlier session
     */
    record MiningSubscribe(String userAgent, Optional<String> sessionId) implements ClientCall {

        static final String METHOD = "mining.subscribe";

        static MiningSubscribe read(Params params) {
            return new MiningSubscribe(
                    params.textOr(0, "user agent", MAX_TEXT_CHARS, ""),
                    Optional.of(params.textOr(1, "session id", MAX_TEXT_CHARS, ""))
                            .filter(id -> !id.isEmpty()));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return sessionId.isPresent()
                    ? Json.array(Json.of(userAgent), Json.of(sessionId.get()))
                    : Json.array(Json.of(userAgent));
        }
    }

    /** Names who is to be credited; the text form hides the password. */
    record MiningAuthorize(String user, String password) implements ClientCall {

        static final String METHOD = "mining.authorize";

        static MiningAuthorize read(Params params) {
            return new MiningAuthorize(
                    params.text(0, "user", MAX_TEXT_CHARS),
                    params.textOr(1, "password", MAX_TEXT_CHARS, ""));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(user), Json.of(password));
        }

        @Override
        public String toString() {
            return "MiningAuthorize[user=" + user + ", password=***]";
        }
    }

    /**
     * A share.
     *
     * @param versionBits only after version rolling was agreed; how they combine with the job's
     *     version depends on the pool's dialect
     */
    record MiningSubmit(
            String worker,
            String jobId,
            Extranonce extranonce2,
            int nTime,
            int nonce,
            OptionalInt versionBits)
            implements ClientCall {

        static final String METHOD = "mining.submit";

        static MiningSubmit read(Params params) {
            return new MiningSubmit(
                    params.text(0, "worker", MAX_TEXT_CHARS),
                    params.text(1, "job id", PoolCall.MAX_JOB_ID_CHARS),
                    params.extranonce(2, "extranonce2"),
                    params.hexInt(3, "ntime"),
                    params.hexInt(4, "nonce"),
                    params.at(5).isNull()
                            ? OptionalInt.empty()
                            : OptionalInt.of(params.hexInt(5, "version bits")));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            HexFormat hex = HexFormat.of();
            List<Json> items = new ArrayList<>();
            items.add(Json.of(worker));
            items.add(Json.of(jobId));
            items.add(Json.of(extranonce2.hex()));
            items.add(Json.of(hex.toHexDigits(nTime)));
            items.add(Json.of(hex.toHexDigits(nonce)));
            versionBits.ifPresent(bits -> items.add(Json.of(hex.toHexDigits(bits))));
            return new Json.Arr(items);
        }
    }

    /** Says that the miner understands {@code mining.set_extranonce}. */
    record ExtranonceSubscribe() implements ClientCall {

        static final String METHOD = "mining.extranonce.subscribe";

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.Arr.EMPTY;
        }
    }

    /** A wish; usually not answered. */
    record SuggestDifficulty(Difficulty difficulty) implements ClientCall {

        static final String METHOD = "mining.suggest_difficulty";

        static SuggestDifficulty read(Params params) {
            return new SuggestDifficulty(params.difficulty(0, "difficulty"));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(difficulty.value()));
        }
    }

    /** The same wish as a target. */
    record SuggestTarget(Target target) implements ClientCall {

        static final String METHOD = "mining.suggest_target";

        static SuggestTarget read(Params params) {
            return new SuggestTarget(PoolCall.SetTarget.read(params).target());
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(target.displayHex()));
        }
    }

    /** What we ask a pool at the start. */
    static MiningConfigure configure(
            VersionMask mask, int minBitCount, Optional<Difficulty> minimum, String userAgent) {
        List<String> extensions = new ArrayList<>();
        Map<String, Json> parameters = new LinkedHashMap<>();
        extensions.add(MiningConfigure.VERSION_ROLLING);
        parameters.put(MiningConfigure.MASK_KEY, Json.of(mask.hex()));
        parameters.put(MiningConfigure.MIN_BIT_COUNT_KEY, Json.of(minBitCount));
        minimum.ifPresent(difficulty -> {
            extensions.add(MiningConfigure.MINIMUM_DIFFICULTY);
            parameters.put(MiningConfigure.MINIMUM_DIFFICULTY_KEY, Json.of(difficulty.value()));
        });
        extensions.add(MiningConfigure.SUBSCRIBE_EXTRANONCE);
        extensions.add(MiningConfigure.INFO);
        parameters.put(MiningConfigure.SOFTWARE_KEY, Json.of(userAgent));
        return new MiningConfigure(extensions, new Json.Obj(parameters));
    }
}
