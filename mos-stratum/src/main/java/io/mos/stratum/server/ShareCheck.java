package io.mos.stratum.server;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.HashEngine;
import io.mos.core.work.Share;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.StratumError;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Judges one submitted share by hashing it. Miners combine version bits in three ways; whichever
 * meets the target is taken (stratum fact sheet 1.3). Stateless.
 */
final class ShareCheck {

    /** Tried first: it keeps the job's own bits, as all do with the mask a miner is told. */
    private static final VersionDialect USUAL = VersionDialect.OR;

    /** Tried next, the standard's first. */
    private static final List<VersionDialect> OTHERS =
            List.of(VersionDialect.BIP310, VersionDialect.XOR);

    private final HashEngine engine;

    ShareCheck(HashEngine engine) {
        this.engine = engine;
    }

    /** What hashing a share showed. */
    sealed interface Outcome {

        /** It meets the target; {@code dialect} only when the usual formula did not. */
        record Good(Share share, Optional<VersionDialect> dialect) implements Outcome {}

        record Bad(StratumError error) implements Outcome {}
    }

    /**
     * @param mask the bits this share's version may differ in
     * @param target the easiest hash that is credited
     */
    record Terms(JobBook.Entry entry, VersionMask mask, Target target) {}

    Outcome check(MiningSubmit submit, Terms terms, Downstream downstream, Instant now) {
        int sizeBytes = submit.extranonce2().sizeBytes();
        if (sizeBytes != downstream.extranonce2SizeBytes()) {
            return bad(
                    StratumError.OTHER,
                    "extranonce2 of %d bytes, not %d"
                            .formatted(sizeBytes, downstream.extranonce2SizeBytes()));
        }
        if (!isTimely(submit.nTime(), terms.entry().job().nTime(), now)) {
            return bad(StratumError.OTHER, "ntime out of range");
        }
        int bits = submit.versionBits().orElse(0);
        if (!terms.mask().covers(bits)) {
            return bad(StratumError.OTHER, "version bits outside of mask " + terms.mask().hex());
        }
        return hash(submit, terms, downstream.upstream(submit.extranonce2()));
    }

    private Outcome hash(MiningSubmit submit, Terms terms, Extranonce extranonce2) {
        JobBook.Entry entry = terms.entry();
        BlockHeader plain =
                new BlockHeader(
                        entry.job().version(),
                        entry.job().prevHash(),
                        entry.coinbase().root(extranonce2),
                        submit.nTime(),
                        entry.job().nBits(),
                        submit.nonce());
        for (Map.Entry<Integer, VersionDialect> version : versions(submit, terms).entrySet()) {
            BlockHeader header = plain.withVersion(version.getKey());
            Hash256 hash = engine.hash(header);
            if (terms.target().isMetBy(hash)) {
                return new Outcome.Good(
                        new Share(entry.job(), extranonce2, header, hash),
                        Optional.of(version.getValue()).filter(dialect -> dialect != USUAL));
            }
        }
        return bad(StratumError.LOW_DIFFICULTY, "Above target");
    }

    /** What the miner may have hashed, each version by the first formula that leads to it. */
    private static SequencedMap<Integer, VersionDialect> versions(
            MiningSubmit submit, Terms terms) {
        int jobVersion = terms.entry().job().version();
        SequencedMap<Integer, VersionDialect> versions = new LinkedHashMap<>();
        versions.put(
                USUAL.combine(jobVersion, terms.mask(), submit.versionBits().orElse(0)), USUAL);
        submit.versionBits()
                .ifPresent(bits ->
                        OTHERS.forEach(dialect ->
                                versions.putIfAbsent(
                                        dialect.combine(jobVersion, terms.mask(), bits), dialect)));
        return versions;
    }

    /** Not before the job's time, and not further ahead of our clock than a block may be. */
    private static boolean isTimely(int nTime, int jobTime, Instant now) {
        long latest = now.plus(ServerLimits.NTIME_AHEAD).getEpochSecond();
        return Integer.compareUnsigned(nTime, jobTime) >= 0
                && Integer.toUnsignedLong(nTime)
                        <= Math.max(latest, Integer.toUnsignedLong(jobTime));
    }

    private static Outcome bad(int code, String text) {
        return new Outcome.Bad(new StratumError(code, text));
    }
}
