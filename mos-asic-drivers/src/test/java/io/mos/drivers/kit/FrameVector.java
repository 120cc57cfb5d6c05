package io.mos.drivers.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.mos.core.chain.BlockHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes of a real device both ways: the frame that carries this header's work, and the frame that
 * answers it.
 *
 * @param name for people, with where it comes from
 * @param header with the nonce and the version that were found
 * @param baseVersion as the pool sent it
 * @param job what the driver must write
 * @param answer what it must take for this nonce
 */
public record FrameVector(
        String name, BlockHeader header, int baseVersion, String job, String answer) {

    /**
     * Reads all {@code *.json} files of a folder; each is an object with {@code header80_hex},
     * {@code base_version}, {@code job_frame_hex}, {@code answer_frame_hex} and {@code source}.
     */
    public static List<FrameVector> read(Path folder) throws IOException {
        List<FrameVector> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                JsonNode json = new JsonMapper().readTree(Files.readString(file));
                all.add(
                        new FrameVector(
                                file.getFileName() + ": " + text(json, "source"),
                                BlockHeader.parse(
                                        HexFormat.of().parseHex(text(json, "header80_hex"))),
                                HexFormat.fromHexDigits(text(json, "base_version")),
                                text(json, "job_frame_hex"),
                                text(json, "answer_frame_hex")));
            }
        }
        return all;
    }

    private static String text(JsonNode json, String field) {
        return json.required(field).asText();
    }
}
