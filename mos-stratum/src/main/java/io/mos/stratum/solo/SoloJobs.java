package io.mos.stratum.solo;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.CoinbaseTemplate;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.Entropy;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.failover.Upstream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Makes jobs of one connection's templates, and whole blocks of the shares that come back. Owner:
 * the connection's loop.
 */
final class SoloJobs {

    /**
     * Jobs of one block kept for late shares. Each holds its template's transactions, up to 4 MB; a
     * device changes to new work within milliseconds and templates come tens of seconds apart.
     */
    static final int MAX_KEPT = 3;

    // Codes of Stratum, which ShareVerdict speaks.
    private static final int CODE_OTHER = 20;
    private static final int CODE_LOW_DIFFICULTY = 23;

    private final Upstream.Terms terms;
    private final SoloPayout payout;
    private final Extranonce extranonce1;
    private final Deque<Entry> entries = new ArrayDeque<>();
    private long counter;

    SoloJobs(Upstream.Terms terms, SoloPayout payout, Entropy entropy) {
        this.terms = terms;
        this.payout = payout;
        byte[] random = new byte[SoloPayout.EXTRANONCE1_BYTES];
        entropy.nextBytes(random);
        this.extranonce1 = Extranonce.of(random);
    }

    /** Turns a template into the newest job; one of another block voids all before it. */
    Job add(BlockTemplate template) {
        boolean isSameBlock =
                current()
                        .filter(newest -> newest.prevHash().equals(template.prevHash()))
                        .isPresent();
        if (!isSameBlock) {
            entries.clear();
        } else if (entries.size() == MAX_KEPT) {
            entries.removeLast();
        }
        CoinbaseTemplate coinbase = coinbase(template);
        Job job = job(template, coinbase, isSameBlock ? Job.Renewal.UPDATE : Job.Renewal.REPLACE);
        entries.addFirst(new Entry(job, template, coinbase));
        return job;
    }

    SourceId source() {
        return terms.source();
    }

    SoloPayout payout() {
        return payout;
    }

    /** The newest template, if there is one. */
    Optional<BlockTemplate> current() {
        return Optional.ofNullable(entries.peekFirst()).map(Entry::template);
    }

    /** The block a share completes, or what to answer instead. */
    Solution solve(Share share) {
        Optional<Entry> entry =
                entries.stream()
                        .filter(kept -> kept.job().id().equals(share.job().id()))
                        .filter(kept -> kept.job().epoch() == share.job().epoch())
                        .findFirst();
        if (entry.isEmpty()) {
            return new Solution.None(new ShareVerdict.Stale("its job was superseded"));
        }
        if (!share.isBlock()) {
            return new Solution.None(
                    new ShareVerdict.Rejected(CODE_LOW_DIFFICULTY, "above the network target"));
        }
        return complete(entry.get(), share);
    }

    private Solution complete(Entry entry, Share share) {
        Job job = entry.job();
        boolean fits =
                share.extranonce2().sizeBytes() == SoloPayout.EXTRANONCE2_BYTES
                        && share.header().prevHash().equals(job.prevHash())
                        && share.header().nBits() == job.nBits()
                        && share.header()
                                .merkleRoot()
                                .equals(job.merkle().root(share.extranonce2()))
                        && job.versionMask().covers(share.header().version() ^ job.version());
        if (!fits) {
            return new Solution.None(
                    new ShareVerdict.Rejected(CODE_OTHER, "the header does not fit its job"));
        }
        return new Solution.Found(
                new SolvedBlock(
                        share.header(),
                        entry.coinbase().with(whole(share.extranonce2())),
                        entry.template().transactions()),
                entry.template().height());
    }

    private Extranonce whole(Extranonce extranonce2) {
        return new Extranonce(ByteString.concat(extranonce1.bytes(), extranonce2.bytes()));
    }

    private CoinbaseTemplate coinbase(BlockTemplate template) {
        return CoinbaseTemplate.builder(template.height(), SoloPayout.EXTRANONCE_BYTES)
                .tag(payout.tag())
                .pay(payout.address().script(), template.coinbaseSatoshis())
                .witnessCommitment(template.witnessCommitment())
                .build();
    }

    /**
     * The general-purpose bits (BIP320) say nothing to the chain, so those the node does not insist
     * on are cleared: then all dialects of version rolling agree on them (BIP310 and the others).
     */
    private Job job(BlockTemplate template, CoinbaseTemplate coinbase, Job.Renewal renewal) {
        VersionMask mask = VersionMask.BIP320.without(template.requiredVersionBits());
        return new Job(
                terms.source(),
                terms.epoch(),
                Long.toHexString(++counter),
                renewal,
                template.version() & ~mask.bits(),
                mask,
                template.prevHash(),
                new MerkleSource.Coinbase(
                        coinbase.prefix(),
                        extranonce1,
                        SoloPayout.EXTRANONCE2_BYTES,
                        coinbase.suffix(),
                        template.branch()),
                template.nBits(),
                template.curTime(),
                Target.ofNBits(template.nBits()));
    }

    /** What a share amounts to. */
    sealed interface Solution {

        record Found(SolvedBlock block, int height) implements Solution {}

        record None(ShareVerdict verdict) implements Solution {}
    }

    private record Entry(Job job, BlockTemplate template, CoinbaseTemplate coinbase) {}
}
