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
    SV1_SESSION;

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
        };
    }
}
