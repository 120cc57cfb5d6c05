package io.mos.drivers.board;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import io.mos.drivers.kit.ChainConformance;
import io.mos.drivers.kit.FrameVector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.List;

class BitaxeGammaConformanceTest extends ChainConformance {

    private static final String RECORDED = "/vectors/asic/engine/rosetta.json";

    BitaxeGammaConformanceTest() {
        super("bitaxe-gamma");
    }

    /** Frames that went over the wire of a Gamma for a share that its pool accepted. */
    @Override
    protected List<FrameVector> vectors() {
        try (InputStream in = getClass().getResourceAsStream(RECORDED)) {
            JsonNode file = new JsonMapper().readTree(in);
            return List.of(
                    new FrameVector(
                            "rosetta.json",
                            BlockHeader.parse(HexFormat.of().parseHex(text(file, "header80_hex"))),
                            HexFormat.fromHexDigits(
                                    file.required("mining_notify").at("/params/5").asText()),
                            text(file, "job_frame_hex"),
                            text(file, "nonce_frame_hex")));
        } catch (IOException e) {
            throw new UncheckedIOException(RECORDED, e);
        }
    }

    private static String text(JsonNode file, String field) {
        return file.required(field).asText();
    }
}
