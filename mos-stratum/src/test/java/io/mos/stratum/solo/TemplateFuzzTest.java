package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.junit.jupiter.api.Tag;

/**
 * Bytes are a node's answer, the same however they are cut, or are refused as none; and whatever is
 * taken for a template can be mined on. (Of what is no JSON, the parser lets a comma before a brace
 * pass when a cut lies between them.)
 */
@Tag("fuzz")
class TemplateFuzzTest {

    @FuzzTest
    void read(byte[] input) {
        check(input);
    }

    static void check(byte[] input) {
        Optional<RpcOutcome<BlockTemplate>> whole = read(input, input.length);
        Optional<RpcOutcome<BlockTemplate>> pieces = read(input, 7);
        if (whole.isPresent()) {
            assertEquals(whole.map(Object::getClass), pieces.map(Object::getClass));
        }
        if (whole.isPresent() && whole.get() instanceof RpcOutcome.Result<BlockTemplate> result) {
            SoloJobsTest.jobs(1).add(result.value());
        }
    }

    private static Optional<RpcOutcome<BlockTemplate>> read(byte[] input, int pieceBytes) {
        return RpcAnswerFuzzTest.read(input, pieceBytes, new TemplateReader());
    }
}
