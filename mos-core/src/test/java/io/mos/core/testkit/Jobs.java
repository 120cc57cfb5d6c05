package io.mos.core.testkit;

import io.mos.core.chain.ByteString;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Sha256d;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.SourceId;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Builds plausible jobs whose shares a test finds in a few hundred hashes. */
public final class Jobs {

    /** About one hash in 256. */
    public static final Target EASY = Target.ofDisplayHex("00ff" + "ff".repeat(30));

    private Jobs() {}

    /**
     * A job of a new block, named by {@code id}; jobs of one {@code block} share their prevHash.
     */
    public static Job job(String source, String id, String block, Job.Renewal renewal) {
        return new Job(
                new SourceId(source),
                1,
                id,
                renewal,
                0x2000_0000,
                VersionMask.BIP320,
                hashOf(block),
                new MerkleSource.Coinbase(
                        ByteString.parseHex("01000000"),
                        Extranonce.parseHex("0a0b0c0d"),
                        4,
                        ByteString.parseHex("ffffffff"),
                        List.of(hashOf("branch"))),
                0x1d00_ffff,
                0x6000_0000,
                EASY);
    }

    /** The same job with an extranonce2 of no bytes: one device alone can hash it. */
    public static Job withoutRoom(Job job) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                new MerkleSource.Coinbase(
                        ByteString.parseHex("01000000"),
                        Extranonce.parseHex("0a0b0c0d"),
                        0,
                        ByteString.parseHex("ffffffff"),
                        List.of()),
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }

    /** The same job where every other hash is a block (regtest's nBits). */
    public static Job onTestChain(Job job) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                job.merkle(),
                0x207f_ffff,
                job.nTime(),
                job.shareTarget());
    }

    /** The same job with shares as hard as that. */
    public static Job withShareTarget(Job job, Target shareTarget) {
        return new Job(
                job.source(),
                job.epoch(),
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                job.merkle(),
                job.nBits(),
                job.nTime(),
                shareTarget);
    }

    /** The same job as another connection would give it. */
    public static Job inEpoch(Job job, long epoch) {
        return new Job(
                job.source(),
                epoch,
                job.id(),
                job.renewal(),
                job.version(),
                job.versionMask(),
                job.prevHash(),
                job.merkle(),
                job.nBits(),
                job.nTime(),
                job.shareTarget());
    }

    private static Hash256 hashOf(String text) {
        return Sha256d.of(text.getBytes(StandardCharsets.UTF_8));
    }
}
