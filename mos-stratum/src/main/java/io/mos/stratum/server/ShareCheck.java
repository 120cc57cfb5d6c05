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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges one submitted share by hashing it. Miners combine version bits in three ways; whichever
 * meets the target is taken (stratum fact sheet 1.3). Stateless.
 */
final class ShareCheck {

    /** In the order they are tried: the standard's first. */
    private static final List<VersionDialect> DIALECTS =
            List.of(VersionDialect.BIP310, VersionDialect.OR, VersionDialect.XOR);

    private final HashEngine engine;

    ShareCheck(HashEngine engine) {
        this.engine = engine;
    }

    /** What hashing a share showed. */
    sealed interface Outcome {

        /** It meets the target; {@code dialect} only when the standard's formula did not. */
        record Good(Share share, Optional<VersionDialect> dialect) implements Outcome {}

        record Bad(StratumError error) implements Outcome {}
    }

    /**
     * @param version the job's version as it was handed to this miner
     * @param mask the bits this miner may roll
     * @param target the easiest hash that is credited
     */
    record Terms(JobBook.Entry entry, int version, VersionMask mask, Target target) {}

    Outcome check(MiningSubmit submit, Terms terms, Downstream downstream, Instant now) {
        if (submit.extranonce2().sizeBytes() != downstream.extranonce2SizeBytes()) {
            return bad(
                    StratumError.OTHER,
                    "extranonce2 of %d bytes, not %d"
                            .formatted(
                                    submit.extranonce2().sizeBytes(),
                                    downstream.extranonce2SizeBytes()));
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
        BlockHeader unversioned =
                new BlockHeader(
                        terms.version(),
                        entry.job().prevHash(),
                        entry.coinbase().root(extranonce2),
                        submit.nTime(),
                        entry.job().nBits(),
                        submit.nonce());
        int bits = submit.versionBits().orElse(0);
        Set<Integer> tried = new HashSet<>();
        for (VersionDialect dialect : DIALECTS) {
            int version = dialect.combine(terms.version(), terms.mask(), bits);
            if (!tried.add(version)) {
                continue;
            }
            BlockHeader header = unversioned.withVersion(version);
            Hash256 hash = engine.hash(header);
            if (terms.target().isMetBy(hash)) {
                Share share = new Share(entry.job(), extranonce2, header, hash);
                boolean isTelling = tried.size() > 1;
                return new Outcome.Good(share, isTelling ? Optional.of(dialect) : Optional.empty());
            }
        }
        return bad(StratumError.LOW_DIFFICULTY, "Above target");
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
