package io.mos.stratum.mockpool;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Sha256d;
import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.stratum.v1.ClientCall;
import io.mos.stratum.v1.ClientCall.MiningConfigure;
import io.mos.stratum.v1.ConfigureResult;
import io.mos.stratum.v1.Json;
import io.mos.stratum.v1.MessageId;
import io.mos.stratum.v1.PoolCall;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.PoolCall.SetDifficulty;
import io.mos.stratum.v1.StratumError;
import io.mos.stratum.v1.SubscribeResult;
import io.mos.stratum.v1.V1Call;
import io.mos.stratum.v1.V1Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A pool as it should be: answers everything, rebuilds each share's header from the wire and checks
 * its hash. Jobs are made by {@link #newBlock} and {@link #newJob}. Thread-safe.
 */
public final class HonestScript implements PoolScript {

    private static final int EXTRANONCE2_BYTES = 4;
    private static final int N_BITS = 0x1d00_ffff;
    private static final VersionMask MASK = VersionMask.BIP320;

    private final Difficulty difficulty;
    private final VersionDialect dialect;
    private final Map<String, MiningNotify> live = new ConcurrentHashMap<>();
    private final Map<PoolPeer, Extranonce> miners = new ConcurrentHashMap<>();
    private final AtomicLong nextJob = new AtomicLong();
    private final AtomicLong nextMiner = new AtomicLong(0xa000_0000L);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong stale = new AtomicLong();
    private volatile MiningNotify current;

    public HonestScript(Difficulty difficulty) {
        this(difficulty, VersionDialect.BIP310, 0x2000_0000);
    }

    public HonestScript(Difficulty difficulty, VersionDialect dialect, int version) {
        this.difficulty = difficulty;
        this.dialect = dialect;
        this.current = job(blockOf(0), version, true);
        live.put(current.jobId(), current);
    }

    public long accepted() {
        return accepted.get();
    }

    public long rejected() {
        return rejected.get();
    }

    public long stale() {
        return stale.get();
    }

    /** Announces work on another block to all miners; older shares are stale from now on. */
    public void newBlock() {
        MiningNotify job = job(blockOf(nextJob.get()), current.version(), true);
        live.clear();
        announce(job);
    }

    /** Announces a new job on the same block. */
    public void newJob() {
        announceNext(_ -> {});
    }

    /** The same, telling the job's id right before the job is sent. */
    public void announceNext(Consumer<String> beforeSending) {
        MiningNotify job = job(current.prevHash(), current.version(), false);
        beforeSending.accept(job.jobId());
        announce(job);
    }

    @Override
    public void onMessage(PoolPeer peer, V1Message message) throws IOException {
        if (!(message instanceof V1Message.Call call)) {
            return;
        }
        switch (call.body()) {
            case ClientCall.MiningConfigure configure -> configure(peer, call.id(), configure);
            case ClientCall.MiningSubscribe _ -> subscribe(peer, call.id());
            case ClientCall.MiningAuthorize _ -> authorize(peer, call.id());
            case ClientCall.MiningSubmit submit -> peer.send(judge(peer, call.id(), submit));
            case ClientCall.ExtranonceSubscribe _ ->
                    peer.send(V1Message.Reply.of(call.id(), Json.Bool.TRUE));
            case ClientCall.SuggestDifficulty _, ClientCall.SuggestTarget _ -> {}
            case V1Call.Unknown _, V1Call.Invalid _, PoolCall _ ->
                    peer.send(refusal(call.id(), StratumError.OTHER, "unknown"));
        }
    }

    private void configure(PoolPeer peer, MessageId id, MiningConfigure configure)
            throws IOException {
        VersionMask mask = MASK.intersect(configure.versionMask());
        peer.send(
                V1Message.Reply.of(
                        id,
                        ConfigureResult.of(Map.of(MiningConfigure.VERSION_ROLLING, true), mask)
                                .toJson()));
    }

    private void subscribe(PoolPeer peer, MessageId id) throws IOException {
        Extranonce first = Extranonce.ofCounter(nextMiner.getAndIncrement(), 4);
        miners.put(peer, first);
        peer.send(
                V1Message.Reply.of(
                        id,
                        new SubscribeResult(Optional.empty(), first, EXTRANONCE2_BYTES).toJson()));
    }

    private void authorize(PoolPeer peer, MessageId id) throws IOException {
        peer.send(V1Message.Reply.of(id, Json.Bool.TRUE));
        peer.send(V1Message.Call.notification(new SetDifficulty(difficulty)));
        peer.send(V1Message.Call.notification(current));
    }

    private V1Message judge(PoolPeer peer, MessageId id, ClientCall.MiningSubmit submit) {
        MiningNotify job = live.get(submit.jobId());
        Extranonce first = miners.get(peer);
        if (job == null || first == null) {
            stale.incrementAndGet();
            return refusal(id, StratumError.JOB_NOT_FOUND, "Job not found");
        }
        if (!difficulty.target().isMetBy(header(job, first, submit).hash())) {
            rejected.incrementAndGet();
            return refusal(id, StratumError.LOW_DIFFICULTY, "Above target");
        }
        accepted.incrementAndGet();
        return V1Message.Reply.of(id, Json.Bool.TRUE);
    }

    private BlockHeader header(MiningNotify job, Extranonce first, ClientCall.MiningSubmit submit) {
        ByteBuffer coinbase =
                ByteBuffer.allocate(
                        job.coinbase1().sizeBytes()
                                + first.sizeBytes()
                                + submit.extranonce2().sizeBytes()
                                + job.coinbase2().sizeBytes());
        coinbase.put(job.coinbase1().toBytes())
                .put(first.toBytes())
                .put(submit.extranonce2().toBytes())
                .put(job.coinbase2().toBytes());
        int bits = submit.versionBits().orElse(0);
        boolean hasBits = submit.versionBits().isPresent();
        return new BlockHeader(
                hasBits ? dialect.combine(job.version(), MASK, bits) : job.version(),
                job.prevHash(),
                MerkleTree.fold(Sha256d.of(coinbase.array()), job.branch()),
                submit.nTime(),
                job.nBits(),
                submit.nonce());
    }

    private void announce(MiningNotify job) {
        current = job;
        live.put(job.jobId(), job);
        List<PoolPeer> gone = new ArrayList<>();
        for (PoolPeer peer : miners.keySet()) {
            try {
                peer.send(V1Message.Call.notification(job));
            } catch (IOException _) {
                gone.add(peer);
            }
        }
        gone.forEach(miners::remove);
    }

    private MiningNotify job(Hash256 prevHash, int version, boolean clean) {
        long number = nextJob.getAndIncrement();
        return new MiningNotify(
                "job" + number,
                prevHash,
                ByteString.parseHex("0100000001" + "00".repeat(32) + "ffffffff0d"),
                ByteString.parseHex("ffffffff0100000000000000000000000000"),
                List.of(Sha256d.of(ByteBuffer.allocate(8).putLong(number).array())),
                version,
                N_BITS,
                0x6b00_0000 + (int) number,
                clean);
    }

    private static Hash256 blockOf(long number) {
        return Sha256d.of(ByteBuffer.allocate(16).putLong(number).array());
    }

    private static V1Message refusal(MessageId id, int code, String text) {
        return V1Message.Reply.refusal(id, new StratumError(code, text));
    }
}
