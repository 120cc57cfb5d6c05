package io.mos.core.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Optional;

/** A format of golden vectors, recognised by the content of a file's first JSON document. */
public enum VectorFormat {
    /** One object with any of the lists {@code headers}, {@code nbits}, {@code …_to_target}. */
    HEADERS_AND_DIFFICULTY,
    /** A list of {@code job_version}, {@code mask}, {@code version_bits} and what comes of them. */
    VERSION_DIALECTS,
    /** A list of Stratum V1 submits, each with the header it was rebuilt to. */
    SV1_SUBMITS,
    /** One line of a recorded Stratum V1 conversation per document: {@code conn, dir, line}. */
    SV1_SESSION,
    /** One object with a list {@code vectors} of {@code algorithm, hex, crc}. */
    BM13XX_CRC,
    /** One object with a list {@code vectors} of frames and what they decode to. */
    BM13XX_FRAMES,
    /** One object with a chip and the list {@code frames} a driver sent to it, with times. */
    BM13XX_TRACE,
    /** One object: a share from notify over job and nonce frame to submit. */
    BM13XX_SHARE,
    /** One object: a real block with the frames a chip would have found it by. */
    BM13XX_GOLDEN_BLOCK,
    /** One object with any of the lists {@code pll, timeouts_ms}. */
    BM13XX_TIMING,
    /** One object with lists {@code requests, responses} of a board's control channel. */
    BITAXE_CONTROL;

    static Optional<VectorFormat> of(JsonNode firstDocument) {
        return Arrays.stream(values()).filter(format -> format.fits(firstDocument)).findFirst();
    }

    private boolean fits(JsonNode document) {
        JsonNode first = document.path(0);
        return switch (this) {
            case HEADERS_AND_DIFFICULTY ->
                    document.has("headers")
                            || document.has("nbits")
                            || document.has("difficulty_to_target")
                            || document.has("sri_hashrate_to_target");
            case VERSION_DIALECTS -> first.has("job_version");
            case SV1_SUBMITS ->
                    first.has("subscribe") && first.has("notify") && first.has("submit");
            case SV1_SESSION -> document.has("dir") && document.has("line");
            case BM13XX_CRC -> document.path("vectors").path(0).has("algorithm");
            case BM13XX_FRAMES -> document.path("vectors").path(0).has("decoded");
            case BM13XX_TRACE -> document.has("chip") && document.path("frames").path(0).has("hex");
            case BM13XX_SHARE -> document.has("mining_notify") && document.has("job_frame_hex");
            case BM13XX_GOLDEN_BLOCK ->
                    document.has("header80_hex") && document.has("base_version");
            case BM13XX_TIMING -> document.has("pll") || document.has("timeouts_ms");
            case BITAXE_CONTROL -> document.path("requests").path(0).has("request_hex");
        };
    }
}
