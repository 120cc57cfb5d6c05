package io.mos.hasher.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mined headers out of golden files, found again by every kernel of this machine. */
@Tag("vectors")
class MinedHeadersTest {

    private static final Path FOLDER = Path.of("src/test/resources/vectors/header");

    /** A header and its hash, wherever they stand in a JSON file. */
    private static final Pattern HEADER_AND_HASH =
            Pattern.compile(
                    "\"header\":\\s*\"(\\p{XDigit}{160})\",\\s*\"hash_display\":\\s*\"(\\p{XDigit}{64})\"");

    static Stream<Path> files() throws IOException {
        String extra = System.getProperty("mos.vectors.extra", "");
        List<Path> files = new ArrayList<>(jsonFiles(FOLDER));
        if (!extra.isEmpty()) {
            files.addAll(jsonFiles(Path.of(extra)));
        }
        return files.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyKernelFindsTheNonceThatWasMined(Path file) throws IOException {
        List<BlockHeader> headers = headersOf(file);
        assertFalse(headers.isEmpty());
        for (KernelEntry.Usable entry : KernelCatalog.discover().usable()) {
            for (BlockHeader header : headers) {
                assertTrue(finds(entry.opener().get(), header), entry.id());
            }
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

    private static List<BlockHeader> headersOf(Path file) throws IOException {
        List<BlockHeader> headers = new ArrayList<>();
        Matcher matcher = HEADER_AND_HASH.matcher(Files.readString(file));
        while (matcher.find()) {
            BlockHeader header = BlockHeader.parse(HexFormat.of().parseHex(matcher.group(1)));
            assertEquals(matcher.group(2), header.hash().displayHex());
            headers.add(header);
        }
        return headers;
    }

    /** Those that hold headers: other formats in the same folder belong to other tests. */
    private static List<Path> jsonFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(MinedHeadersTest::holdsHeaders)
                    .sorted()
                    .toList();
        }
    }

    private static boolean holdsHeaders(Path file) {
        try {
            return HEADER_AND_HASH.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
