package io.mos.drivers.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionDialect;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.NonceFound;
import io.mos.core.work.SourceId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Work whose answer is known, from real blocks and from a share that a pool accepted.
 *
 * @param name for people
 * @param found the header that answers it
 * @param submit what the pool is to be sent: job id, extranonce2, nTime, nonce, version bits
 */
record GoldenWork(
        String name, Job job, ExtranonceRange extranonces, BlockHeader found, List<String> submit) {

    private static final HexFormat HEX = HexFormat.of();
    private static final String FOLDER = "/vectors/asic/engine/";
    private static final String JOB_ID = "golden";

    /** The lowest two bits that pools let miners roll: as much as a midstate chip tries. */
    private static final VersionMask TWO_BITS = new VersionMask(0x6000);

    private static final int ALL_BITS = 16;

    /** All that a device which rolls so many version bits can find. */
    static List<GoldenWork> all(int rolls) {
        BlockHeader block =
                BlockHeader.parse(HEX.parseHex(text(file("golden-blocks.json"), "header80_hex")));
        GoldenWork fixed = block("a real block, its version given", block, VersionMask.NONE);
        GoldenWork few = block("a real block, two version bits rolled", block, TWO_BITS);
        if (rolls < TWO_BITS.bitCount()) {
            return List.of(fixed);
        }
        return rolls < ALL_BITS
                ? List.of(fixed, few)
                : List.of(
                        fixed,
                        few,
                        block("a real block, 16 version bits rolled", block, VersionMask.BIP320),
                        share());
    }

    /** A block, of whose version these bits were rolled by its finder. */
    static GoldenWork block(String name, BlockHeader found, VersionMask rolled) {
        Job job =
                new Job(
                        new SourceId("recorded"),
                        1,
                        JOB_ID,
                        Job.Renewal.REPLACE,
                        found.version() & ~rolled.bits(),
                        rolled,
                        found.prevHash(),
                        new MerkleSource.FixedRoot(found.merkleRoot()),
                        found.nBits(),
                        found.nTime(),
                        Target.ofNBits(found.nBits()));
        List<String> submit =
                List.of(
                        JOB_ID,
                        "",
                        HEX.toHexDigits(found.nTime()),
                        HEX.toHexDigits(found.nonce()),
                        HEX.toHexDigits(found.version() & rolled.bits()));
        return new GoldenWork(name, job, ExtranonceRange.NONE, found, submit);
    }

    /** From the pool's notify to the submit it accepted. */
    private static GoldenWork share() {
        JsonNode file = file("rosetta.json");
        JsonNode notify = file.required("mining_notify").required("params");
        int size = file.required("extranonce2_size").intValue();
        Stream<Hash256> branch =
                notify.path(4).valueStream().map(each -> Hash256.ofHex(each.asText()));
        MerkleSource coinbase =
                new MerkleSource.Coinbase(
                        ByteString.parseHex(notify.path(2).asText()),
                        Extranonce.parseHex(text(file, "extranonce1")),
                        size,
                        ByteString.parseHex(notify.path(3).asText()),
                        branch.toList());
        Job job =
                new Job(
                        new SourceId("recorded"),
                        1,
                        notify.path(0).asText(),
                        Job.Renewal.REPLACE,
                        HexFormat.fromHexDigits(notify.path(5).asText()),
                        VersionMask.parseHex(text(file, "version_mask")),
                        Hash256.ofWordSwappedHex(notify.path(1).asText()),
                        coinbase,
                        HexFormat.fromHexDigits(notify.path(6).asText()),
                        HexFormat.fromHexDigits(notify.path(7).asText()),
                        Difficulty.of(file.required("pool_difficulty").doubleValue()).target());
        List<String> submit =
                file.required("mining_submit")
                        .required("params")
                        .valueStream()
                        .skip(1)
                        .map(JsonNode::asText)
                        .toList();
        long extranonce2 = HexFormat.fromHexDigitsToLong(submit.get(1));
        return new GoldenWork(
                "a share that a pool accepted, with its extranonce2",
                job,
                new ExtranonceRange(size, extranonce2, 1),
                BlockHeader.parse(HEX.parseHex(text(file, "header80_hex"))),
                submit);
    }

    /** What the pool would be sent for this claim. */
    static List<String> submitOf(NonceFound claim) {
        Job job = claim.work().job();
        int bits =
                VersionDialect.XOR
                        .bitsFor(job.version(), job.versionMask(), claim.version())
                        .orElseThrow(() ->
                                new AssertionError(
                                        "version %08x rolls bits outside the pool's mask %s"
                                                .formatted(
                                                        claim.version(), job.versionMask().hex())));
        return List.of(
                job.id(),
                claim.extranonce2().hex(),
                HEX.toHexDigits(claim.nTime()),
                HEX.toHexDigits(claim.nonce()),
                HEX.toHexDigits(bits));
    }

    private static JsonNode file(String name) {
        try (InputStream in = GoldenWork.class.getResourceAsStream(FOLDER + name)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static String text(JsonNode file, String field) {
        return file.required(field).asText();
    }
}
