package io.mos.core.agent;

import io.micrometer.core.instrument.Counter;
import io.mos.core.chain.Hash256;
import io.mos.core.device.NonceListener;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Telemetry.WorkCount;
import io.mos.core.work.HashEngine;
import io.mos.core.work.NonceFound;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * Re-hashes every claim of one device on the claiming thread and passes on what is proven; a bad
 * hash is a hardware error, never a share. Thread-safe: a device may claim from several threads.
 */
final class ClaimJudge implements NonceListener {

    /** Remembered proofs: minutes of them at the usual one or two a second. */
    private static final int REMEMBERED = 1024;

    private final HashEngine engine;
    private final TimeSource time;
    private final ProvenWork provenWork;
    private final Proven onProven;
    private final LinkedHashSet<Hash256> recent = new LinkedHashSet<>();
    private final LongAdder claims = new LongAdder();
    private final LongAdder hardwareErrors = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final Counter provenCount;
    private final Counter errorCount;
    private final Counter duplicateCount;
    private final Counter provenHashes;
    private volatile boolean isRetired;

    ClaimJudge(DeviceId device, AgentContext context, ProvenWork provenWork, Proven onProven) {
        this.engine = context.engine();
        time = context.time();
        this.provenWork = provenWork;
        this.onProven = onProven;
        AgentMetrics metrics = context.metrics();
        provenCount = metrics.claims(device, label(ClaimVerdict.PROVEN));
        errorCount = metrics.claims(device, label(ClaimVerdict.HARDWARE_ERROR));
        duplicateCount = metrics.claims(device, label(ClaimVerdict.DUPLICATE));
        provenHashes = metrics.provenHashes(device);
    }

    /** What becomes of a proven claim; called on the claiming thread. */
    @FunctionalInterface
    interface Proven {
        void onProven(NonceFound claim, Hash256 hash, long seenNanos);
    }

    /** From now on claims are judged and go nowhere: their device was taken out. */
    void retire() {
        isRetired = true;
    }

    @Override
    public ClaimVerdict onNonce(NonceFound claim) {
        return onNonce(claim, time.nanos());
    }

    @Override
    public ClaimVerdict onNonce(NonceFound claim, long seenNanos) {
        claims.increment();
        Hash256 hash = engine.hash(claim.header());
        if (!claim.ticketTarget().isMetBy(hash)) {
            hardwareErrors.increment();
            errorCount.increment();
            return ClaimVerdict.HARDWARE_ERROR;
        }
        if (!isNew(hash)) {
            duplicates.increment();
            duplicateCount.increment();
            return ClaimVerdict.DUPLICATE;
        }
        double expectedHashes = claim.ticketTarget().expectedHashes();
        provenWork.add(expectedHashes);
        provenCount.increment();
        provenHashes.increment(expectedHashes);
        if (!isRetired) {
            onProven.onProven(claim, hash, seenNanos);
        }
        return ClaimVerdict.PROVEN;
    }

    WorkCount count() {
        return new WorkCount(claims.sum(), hardwareErrors.sum(), duplicates.sum());
    }

    private boolean isNew(Hash256 hash) {
        synchronized (recent) {
            if (!recent.add(hash)) {
                return false;
            }
            if (recent.size() > REMEMBERED) {
                recent.removeFirst();
            }
            return true;
        }
    }

    private static String label(ClaimVerdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
