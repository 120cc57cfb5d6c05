package io.mos.core.agent;

import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Loop;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.WorkSource;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Decides which proven nonces are shares, submits them to their source and records what became of
 * each: none is dropped without a verdict. Owner: agent loop.
 */
final class ShareGate {

    /** Hashes remembered to submit none twice; a source that credits faster than this is a test. */
    private static final int REMEMBERED = 4096;

    private final AgentContext context;
    private final WorkDispatcher dispatcher;
    private final Loop loop;
    private final ShareLedger ledger = new ShareLedger();
    private final LinkedHashSet<Hash256> submitted = new LinkedHashSet<>();
    private int inFlight;
    private Runnable flushed = () -> {};

    ShareGate(AgentContext context, WorkDispatcher dispatcher, Loop loop) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.loop = loop;
    }

    /** A nonce whose hash is proven to meet its ticket target. */
    void onProven(DeviceId device, NonceFound claim, Hash256 hash, long seenNanos) {
        Job job = claim.work().job();
        if (!job.shareTarget().isMetBy(hash) || !isNew(hash)) {
            return;
        }
        Share share = new Share(job, claim.extranonce2(), claim.header(), hash);
        Optional<WorkSource> source = dispatcher.submittable(job);
        if (source.isEmpty()) {
            record(device, share, new ShareVerdict.Stale("superseded before it was found"));
            return;
        }
        inFlight++;
        source.get()
                .shares()
                .submit(share)
                .thenAccept(verdict -> onVerdict(device, share, verdict));
        context.metrics()
                .nonceToSubmit()
                .record(context.time().nanos() - seenNanos, TimeUnit.NANOSECONDS);
    }

    ShareLedger ledger() {
        return ledger;
    }

    /** Calls back once no verdict is out any more, at once if none is. */
    void onFlushed(Runnable callback) {
        flushed = callback;
        checkFlushed();
    }

    private void checkFlushed() {
        if (inFlight == 0) {
            flushed.run();
        }
    }

    /** On the source's thread; proofs leave room in the mailbox for all that can be in flight. */
    private void onVerdict(DeviceId device, Share share, ShareVerdict verdict) {
        loop.offer(() -> {
            inFlight--;
            record(device, share, verdict);
            if (verdict instanceof ShareVerdict.Accepted && share.isBlock()) {
                announceBlock(device, share);
            }
            checkFlushed();
        });
    }

    private void record(DeviceId device, Share share, ShareVerdict verdict) {
        Instant now = context.time().now();
        double shareDifficulty = share.job().shareTarget().difficulty().value();
        ledger.add(verdict, shareDifficulty, now);
        String source = share.job().source().value();
        context.metrics().countShare(source, label(verdict));
        context.events()
                .publish(
                        new FleetEvent.ShareJudged(
                                now,
                                source,
                                device,
                                label(verdict),
                                detail(verdict),
                                shareDifficulty));
    }

    private void announceBlock(DeviceId device, Share share) {
        ledger.addBlock();
        context.events()
                .publish(
                        new FleetEvent.BlockFound(
                                context.time().now(),
                                share.job().source().value(),
                                device,
                                share.hash().displayHex()));
    }

    private boolean isNew(Hash256 hash) {
        if (!submitted.add(hash)) {
            return false;
        }
        if (submitted.size() > REMEMBERED) {
            submitted.removeFirst();
        }
        return true;
    }

    private static String label(ShareVerdict verdict) {
        return switch (verdict) {
            case ShareVerdict.Accepted _ -> "accepted";
            case ShareVerdict.Rejected _ -> "rejected";
            case ShareVerdict.Stale _ -> "stale";
            case ShareVerdict.Unanswered _ -> "unanswered";
        };
    }

    private static String detail(ShareVerdict verdict) {
        return switch (verdict) {
            case ShareVerdict.Accepted _ -> "";
            case ShareVerdict.Rejected rejected -> rejected.code() + " " + rejected.text();
            case ShareVerdict.Stale stale -> stale.where();
            case ShareVerdict.Unanswered unanswered ->
                    "no answer in " + unanswered.after().toMillis() + " ms";
        };
    }
}
