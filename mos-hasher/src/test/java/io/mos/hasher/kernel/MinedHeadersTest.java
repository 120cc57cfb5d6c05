package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import io.mos.core.testkit.VectorFile;
import io.mos.core.testkit.VectorFormat;
import io.mos.core.testkit.Vectors;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Mined headers out of golden files, found again by every kernel of this machine. */
@Tag("vectors")
class MinedHeadersTest {

    private static final List<KernelEntry.Usable> KERNELS = KernelCatalog.discover().usable();

    @TestFactory
    Stream<DynamicTest> file() {
        return Vectors.of(MinedHeadersTest.class, "header")
                .reading(VectorFormat.HEADERS_AND_DIFFICULTY, MinedHeadersTest::headers)
                .tests();
    }

    /** The format's other lists are arithmetic, which is mos-core's: a file of those is skipped. */
    private static Stream<DynamicTest> headers(VectorFile file) {
        JsonNode headers = file.document().path("headers");
        assumeFalse(headers.isEmpty(), file.name() + " holds no headers");
        return headers.valueStream()
                .map(v -> dynamicTest(v.required("name").asText(), () -> everyKernelFinds(v)));
    }

    private static void everyKernelFinds(JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(vector.required("header").asText());
        BlockHeader header = BlockHeader.parse(bytes);
        assertEquals(vector.required("hash_display").asText(), header.hash().displayHex());
        for (KernelEntry.Usable entry : KERNELS) {
            assertTrue(finds(entry.opener().get(), header), entry.id());
        }
    }

    @Test
    void knownAnswersAreTrue() {
        for (BlockHeader header : KnownAnswers.HEADERS) {
            assertTrue(Target.ofNBits(header.nBits()).isMetBy(header.hash()));
        }
    }

    private static boolean finds(ScanKernel kernel, BlockHeader header) {
        Target own = Target.ofBytesLe(header.hash().toBytes());
        var headers = KernelCheck.versionsOf(header);
        ScanJob job = kernel.width() == 1 ? ScanJob.of(header, own) : ScanJob.shared(headers, own);
        Candidates found = new Candidates(Candidates.MIN_CAPACITY);
        kernel.scan(job, Integer.reverseBytes(header.nonce()) - 3, 7, found);
        for (int i = 0; i < found.size(); i++) {
            if (found.headerIndex(i) == 0 && found.nonce(i) == header.nonce()) {
                return true;
            }
        }
        return false;
    }
}
