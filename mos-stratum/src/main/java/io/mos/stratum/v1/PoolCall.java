package io.mos.stratum.v1;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MalformedChainDataException;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What a pool calls on its miners. */
public sealed interface PoolCall extends V1Call {

    /** A job id is opaque; no pool seen uses more than 32 characters. */
    int MAX_JOB_ID_CHARS = 128;

    /**
     * A block of 1 MB without witnesses holds at most 16,666 transactions of 60 bytes: 15 levels.
     */
    int MAX_BRANCH = 32;

    /** Most bytes of extranonce2 a pool may ask for; the field uses 2 to 8. */
    int MAX_EXTRANONCE2_BYTES = 32;

    int MAX_HOST_CHARS = 253;
    int MAX_PORT = 65_535;

    /** Longest show_message kept. */
    int MAX_MESSAGE_CHARS = 500;

    /**
     * A job.
     *
     * @param jobId opaque
     * @param prevHash already in header order, not in the word-swapped form of the wire
     * @param coinbase1 the coinbase before the extranonces, without witness data
     * @param coinbase2 what follows them
     * @param branch internal byte order
     * @param cleanJobs whether all older jobs are void
     */
    record MiningNotify(
            String jobId,
            Hash256 prevHash,
            ByteString coinbase1,
            ByteString coinbase2,
            List<Hash256> branch,
            int version,
            int nBits,
            int nTime,
            boolean cleanJobs)
            implements PoolCall {

        static final String METHOD = "mining.notify";

        public MiningNotify {
            branch = List.copyOf(branch);
        }

        static MiningNotify read(Params params) {
            return new MiningNotify(
                    params.text(0, "job id", MAX_JOB_ID_CHARS),
                    params.wordSwappedHash(1, "prevhash"),
                    params.bytes(2, "coinb1"),
                    params.bytes(3, "coinb2"),
                    params.array(4, "merkle branch", MAX_BRANCH).stream()
                            .map(item -> params.hash(item, "merkle branch"))
                            .toList(),
                    params.hexInt(5, "version"),
                    nBits(params),
                    params.hexInt(7, "ntime"),
                    params.at(8).isTrue());
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            HexFormat hex = HexFormat.of();
            return Json.array(
                    Json.of(jobId),
                    Json.of(prevHash.wordSwappedHex()),
                    Json.of(coinbase1.hex()),
                    Json.of(coinbase2.hex()),
                    Json.array(branch.stream().map(hash -> Json.of(hash.hex()))),
                    Json.of(hex.toHexDigits(version)),
                    Json.of(hex.toHexDigits(nBits)),
                    Json.of(hex.toHexDigits(nTime)),
                    Json.of(cleanJobs));
        }

        private static int nBits(Params params) {
            int nBits = params.hexInt(6, "nbits");
            try {
                Target.ofNBits(nBits);
            } catch (MalformedChainDataException e) {
                throw new Params.WrongParamException("nbits: " + e.getMessage());
            }
            return nBits;
        }
    }

    /** The difficulty of the shares of all jobs sent after it. */
    record SetDifficulty(Difficulty difficulty) implements PoolCall {

        static final String METHOD = "mining.set_difficulty";

        static SetDifficulty read(Params params) {
            return new SetDifficulty(params.difficulty(0, "difficulty"));
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

    /** The share target of all jobs sent after it; a rare alternative to {@link SetDifficulty}. */
    record SetTarget(Target target) implements PoolCall {

        static final String METHOD = "mining.set_target";

        private static final int HEX_DIGITS = 64;

        static SetTarget read(Params params) {
            String hex = params.text(0, "target", HEX_DIGITS);
            try {
                return new SetTarget(Target.ofDisplayHex(hex));
            } catch (MalformedChainDataException e) {
                throw new Params.WrongParamException("target: " + e.getMessage());
            }
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

    /** The extranonces of all jobs sent after it. */
    record SetExtranonce(Extranonce extranonce1, int extranonce2SizeBytes) implements PoolCall {

        static final String METHOD = "mining.set_extranonce";

        static SetExtranonce read(Params params) {
            return new SetExtranonce(
                    params.extranonce(0, "extranonce1"),
                    params.integer(1, "extranonce2 size", 0, MAX_EXTRANONCE2_BYTES));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(extranonce1.hex()), Json.of(extranonce2SizeBytes));
        }
    }

    /** The version bits that may be rolled from now on (BIP310). */
    record SetVersionMask(VersionMask mask) implements PoolCall {

        static final String METHOD = "mining.set_version_mask";

        static SetVersionMask read(Params params) {
            return new SetVersionMask(new VersionMask(params.hexInt(0, "mask")));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(mask.hex()));
        }
    }

    /** Asks whether the miner is there. */
    record Ping() implements PoolCall {

        static final String METHOD = "mining.ping";

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.Arr.EMPTY;
        }
    }

    /** Asks for the miner's user agent. */
    record GetVersion() implements PoolCall {

        static final String METHOD = "client.get_version";

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.Arr.EMPTY;
        }
    }

    /** Text for people. */
    record ShowMessage(String text) implements PoolCall {

        static final String METHOD = "client.show_message";

        static ShowMessage read(Params params) {
            String text = params.text(0, "message", Integer.MAX_VALUE);
            return new ShowMessage(StratumError.printable(text, MAX_MESSAGE_CHARS));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return Json.array(Json.of(text));
        }
    }

    /**
     * Asks the miner to connect anew, perhaps elsewhere: whoever follows it trusts the sender.
     *
     * @param port 0 for the present one
     */
    record Reconnect(Optional<String> host, int port, int waitSeconds) implements PoolCall {

        static final String METHOD = "client.reconnect";

        static Reconnect read(Params params) {
            String host = params.textOr(0, "host", MAX_HOST_CHARS, "");
            return new Reconnect(
                    host.isBlank() ? Optional.empty() : Optional.of(host),
                    params.integerOr(1, "port", MAX_PORT, 0),
                    params.integerOr(2, "wait", Integer.MAX_VALUE, 0));
        }

        @Override
        public String method() {
            return METHOD;
        }

        @Override
        public Json.Arr params() {
            return host.isEmpty() && port == 0 && waitSeconds == 0
                    ? Json.Arr.EMPTY
                    : Json.array(Json.of(host.orElse("")), Json.of(port), Json.of(waitSeconds));
        }
    }
}
