package io.mos.drivers.sim.chip;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

/**
 * Headers whose nonce is known. Silicon would come upon them in its sweep; a simulated chip, which
 * is far too slow for a real block, looks them up when it is sent the job.
 */
public record KnownHeaders(List<BlockHeader> headers) {
    /** None. */
    public static final KnownHeaders NONE = new KnownHeaders(List.of());

    private static final String FILE = "/io/mos/drivers/sim/chip/golden-blocks.json";

    public KnownHeaders {
        headers = List.copyOf(headers);
    }

    /** Real blocks and shares, each with its provenance in the file beside this class. */
    public static KnownHeaders shipped() {
        JsonMapper json =
                JsonMapper.builder()
                        .enable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                        .build();
        try (InputStream in = KnownHeaders.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IOException("not in this build");
            }
            GoldenFile file = json.readValue(in, GoldenFile.class);
            return new KnownHeaders(file.headers().stream().map(Golden::read).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private record GoldenFile(String provenance, List<Golden> headers) {}

    /** One entry; the hash is there to check the header by. */
    private record Golden(String name, String header, String hash, String source) {

        BlockHeader read() {
            BlockHeader parsed = BlockHeader.parse(HexFormat.of().parseHex(header));
            if (!parsed.hash().displayHex().equals(hash)) {
                throw new IllegalStateException(name + " does not hash to " + hash);
            }
            return parsed;
        }
    }
}
