package io.mos.stratum.server;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import io.mos.core.work.Job;
import io.mos.core.work.JobListener;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.ShareSink;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.core.work.SourceStatus;
import io.mos.core.work.WorkSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Jobs of a chain nobody else is on, for demos and load tests: random blocks to build on, real
 * headers to hash. Thread-safe.
 */
public final class SyntheticSource implements WorkSource, DaemonModule {

    private static final SourceId ID = new SourceId("synthetic");

    /** Difficulty 2^48 or so: nothing hashed here is ever a block. */
    private static final int NBITS = 0x1705_0000;

    private static final int VERSION = 0x2000_0000;

    /** Four bytes for the lessee and four for the miner at least. */
    private static final int EXTRANONCE2_BYTES = 8;

    private static final int EXTRANONCE1_BYTES = 4;

    private static final int BRANCH = 11;

    /**
     * A version-2 transaction with one input that spends nothing (BIP34 coinbase), cut where its
     * input script's extranonce begins: script of 24 bytes = height push 4, tag 8, extranonces 12.
     */
    private static final String COINBASE_PREFIX =
            "02000000" + "01" + "00".repeat(32) + "ffffffff" + "18" + "03";

    private static final String TAG = "072f6d6f732f2020";

    /** Sequence, one output of nothing to an unspendable script (OP_RETURN), lock time. */
    private static final String COINBASE_SUFFIX =
            "ffffffff" + "01" + "0000000000000000" + "016a" + "00000000";

    private static final int FIRST_HEIGHT = 840_000;

    private final Duration blockInterval;
    private final TimeSource time;
    private final Entropy entropy;

    /** The same for all jobs, as a pool's is for a connection: not all miners can take another. */
    private final Extranonce extranonce1;

    private final List<JobListener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean isRunning;
    private volatile Optional<Instant> lastJobAt = Optional.empty();
    private TimeSource.@Nullable Cancellable next;
    private int height = FIRST_HEIGHT;

    /**
     * @param blockInterval how often the chain moves on
     */
    public SyntheticSource(Duration blockInterval, TimeSource time, Entropy entropy) {
        this.blockInterval = blockInterval;
        this.time = time;
        this.entropy = entropy;
        extranonce1 = Extranonce.of(random(EXTRANONCE1_BYTES));
    }

    @Override
    public SourceId id() {
        return ID;
    }

    @Override
    public void subscribe(JobListener listener) {
        listeners.add(listener);
    }

    @Override
    public ShareSink shares() {
        return _ -> CompletableFuture.completedFuture(new ShareVerdict.Accepted());
    }

    @Override
    public SourceStatus status() {
        return new SourceStatus(
                ID,
                List.of(
                        new SourceStatus.Endpoint(
                                "synthetic",
                                isRunning ? SourceStatus.State.SERVING : SourceStatus.State.STANDBY,
                                isRunning,
                                lastJobAt.orElse(Instant.EPOCH),
                                "",
                                Target.ofNBits(NBITS).difficulty().value(),
                                Optional.empty(),
                                lastJobAt)));
    }

    @Override
    public String name() {
        return "synthetic-source";
    }

    @Override
    public synchronized void start() {
        isRunning = true;
        giveBlock();
    }

    @Override
    public synchronized void close() {
        isRunning = false;
        TimeSource.Cancellable pending = next;
        if (pending != null) {
            pending.cancel();
        }
    }

    @Override
    public Health health() {
        return Health.UP;
    }

    private synchronized void giveBlock() {
        if (!isRunning) {
            return;
        }
        height++;
        Job job = job();
        lastJobAt = Optional.of(time.now());
        listeners.forEach(listener -> listener.onJob(job));
        next = time.schedule(blockInterval, this::giveBlock);
    }

    private Job job() {
        return new Job(
                ID,
                1,
                Integer.toHexString(height),
                Job.Renewal.REPLACE,
                VERSION,
                VersionMask.BIP320,
                randomHash(),
                new MerkleSource.Coinbase(
                        ByteString.parseHex(COINBASE_PREFIX + heightLe() + TAG),
                        extranonce1,
                        EXTRANONCE2_BYTES,
                        ByteString.parseHex(COINBASE_SUFFIX),
                        branch()),
                NBITS,
                (int) time.now().getEpochSecond(),
                Target.ofNBits(NBITS));
    }

    private String heightLe() {
        return "%06x".formatted(Integer.reverseBytes(height) >>> 8);
    }

    private List<Hash256> branch() {
        List<Hash256> branch = new ArrayList<>();
        for (int i = 0; i < BRANCH; i++) {
            branch.add(randomHash());
        }
        return branch;
    }

    private Hash256 randomHash() {
        return Hash256.of(random(Hash256.SIZE_BYTES));
    }

    private byte[] random(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        entropy.nextBytes(bytes);
        return bytes;
    }
}
