package io.mos.stratum.server;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.MerkleTree;
import io.mos.core.chain.Sha256d;
import io.mos.core.chain.VersionMask;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import io.mos.stratum.v1.PoolCall;
import io.mos.stratum.v1.PoolCall.MiningNotify;
import io.mos.stratum.v1.SubscribeResult;
import io.mos.stratum.v1.V1Message;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * A miner that knows only what it was told over the wire, and puts headers together by itself: what
 * it finds is right or wrong whatever the server believes.
 */
final class WireMiner {

    private static final int MAX_NONCES = 1_000_000;

    final List<Told> jobs = new ArrayList<>();
    Extranonce extranonce1 = Extranonce.EMPTY;
    int extranonce2SizeBytes = -1;
    VersionMask mask = VersionMask.NONE;
    private double difficulty = Double.NaN;
    private int nextExtranonce2;

    /** A job and what was in force when it came. */
    record Told(
            MiningNotify job, double difficulty, Extranonce extranonce1, int extranonce2SizeBytes) {

        Predicate<Hash256> isMet() {
            return Difficulty.of(difficulty).target()::isMetBy;
        }
    }

    /** What the miner hashed, and what it says about it. */
    record Found(BlockHeader header, MiningSubmit submit) {}

    void hear(V1Message message) {
        switch (message) {
            case V1Message.Call call -> {
                switch (call.body()) {
                    case MiningNotify job ->
                            jobs.add(new Told(job, difficulty, extranonce1, extranonce2SizeBytes));
                    case PoolCall.SetDifficulty told -> difficulty = told.difficulty().value();
                    case PoolCall.SetVersionMask told -> mask = told.mask();
                    case PoolCall.SetExtranonce told -> {
                        extranonce1 = told.extranonce1();
                        extranonce2SizeBytes = told.extranonce2SizeBytes();
                    }
                    default -> throw new AssertionError("unexpected " + call.body().method());
                }
            }
            case V1Message.Reply reply ->
                    SubscribeResult.read(reply.result())
                            .ifPresent(subscribed -> {
                                extranonce1 = subscribed.extranonce1();
                                extranonce2SizeBytes = subscribed.extranonce2SizeBytes();
                            });
        }
    }

    Told job() {
        return jobs.getLast();
    }

    double difficulty() {
        return difficulty;
    }

    /** A share of the newest job at its difficulty, with the job's version. */
    Found find() {
        return find(job());
    }

    Found find(Told job) {
        return find(job, job.job().version(), OptionalInt.empty(), job.isMet());
    }

    /**
     * Another header each time.
     *
     * @param version what is hashed
     * @param bits what is submitted
     */
    Found find(Told told, int version, OptionalInt bits, Predicate<Hash256> wanted) {
        Extranonce extranonce2 =
                Extranonce.ofCounter(nextExtranonce2++, told.extranonce2SizeBytes());
        MiningNotify job = told.job();
        Hash256 coinbase =
                Sha256d.of(
                        ByteString.concat(
                                        job.coinbase1(),
                                        told.extranonce1().bytes(),
                                        extranonce2.bytes(),
                                        job.coinbase2())
                                .toBytes());
        BlockHeader header =
                new BlockHeader(
                        version,
                        job.prevHash(),
                        MerkleTree.fold(coinbase, job.branch()),
                        job.nTime(),
                        job.nBits(),
                        0);
        for (int nonce = 0; nonce < MAX_NONCES; nonce++) {
            BlockHeader tried = header.withNonce(nonce);
            if (wanted.test(tried.hash())) {
                return new Found(
                        tried,
                        new MiningSubmit("w", job.jobId(), extranonce2, job.nTime(), nonce, bits));
            }
        }
        throw new AssertionError("nothing found for job " + job.jobId());
    }
}
