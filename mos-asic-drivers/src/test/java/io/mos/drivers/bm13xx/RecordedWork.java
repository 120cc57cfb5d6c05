package io.mos.drivers.bm13xx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.ByteString;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.chain.VersionMask;
import io.mos.core.work.ExtranonceRange;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import io.mos.core.work.SourceId;
import io.mos.core.work.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Work that was hashed by real chips; see the README beside {@code vectors/asic/engine}. */
final class RecordedWork {
    private RecordedWork() {}

    /** One of the golden files. */
    static JsonNode file(String name) {
        String path = "/vectors/asic/engine/" + name;
        try (InputStream in = RecordedWork.class.getResourceAsStream(path)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(path, e);
        }
    }

    /** The work a pool accepted a share of, with the extranonce2 of that share alone. */
    static Work share(JsonNode vector) {
        List<String> notify =
                vector.required("mining_notify")
                        .required("params")
                        .valueStream()
                        .map(JsonNode::asText)
                        .toList();
        List<Hash256> branch =
                vector.path("mining_notify")
                        .path("params")
                        .path(4)
                        .valueStream()
                        .map(each -> Hash256.ofHex(each.asText()))
                        .toList();
        int size = vector.required("extranonce2_size").intValue();
        MerkleSource merkle =
                new MerkleSource.Coinbase(
                        ByteString.parseHex(notify.get(2)),
                        Extranonce.parseHex(text(vector, "extranonce1")),
                        size,
                        ByteString.parseHex(notify.get(3)),
                        branch);
        Job job =
                new Job(
                        new SourceId("recorded"),
                        1,
                        notify.get(0),
                        Job.Renewal.UPDATE,
                        HexFormat.fromHexDigits(notify.get(5)),
                        VersionMask.parseHex(text(vector, "version_mask")),
                        Hash256.ofWordSwappedHex(notify.get(1)),
                        merkle,
                        HexFormat.fromHexDigits(notify.get(6)),
                        HexFormat.fromHexDigits(notify.get(7)),
                        Difficulty.of(vector.required("pool_difficulty").doubleValue()).target());
        long extranonce2 = HexFormat.fromHexDigitsToLong(submitOf(vector).get(1));
        return new Work(1, job, new ExtranonceRange(size, extranonce2, 1), Instant.EPOCH);
    }

    /** Job id, extranonce2, nTime, nonce and version bits, as the pool accepted them. */
    static List<String> submitOf(JsonNode vector) {
        return vector.required("mining_submit")
                .required("params")
                .valueStream()
                .skip(1)
                .map(JsonNode::asText)
                .toList();
    }

    /** A job whose only header is this block's, without the bits its finder rolled. */
    static Job block(BlockHeader header, int version) {
        return new Job(
                new SourceId("recorded"),
                1,
                "golden",
                Job.Renewal.UPDATE,
                version,
                VersionMask.BIP320,
                header.prevHash(),
                new MerkleSource.FixedRoot(header.merkleRoot()),
                header.nBits(),
                header.nTime(),
                Target.ofNBits(header.nBits()));
    }

    private static String text(JsonNode vector, String field) {
        return vector.required(field).asText();
    }
}
