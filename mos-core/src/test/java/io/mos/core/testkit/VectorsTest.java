package io.mos.core.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.MultipleFailuresError;
import org.opentest4j.TestAbortedException;

class VectorsTest {
    private static final String DIALECTS = "[{\"job_version\": \"20000000\"}]";

    @TempDir Path folder;
    private Path committed;
    private Path extra;

    @BeforeEach
    void makeFolders() throws IOException {
        committed = Files.createDirectory(folder.resolve("committed"));
        extra = Files.createDirectory(folder.resolve("extra"));
    }

    @Test
    void readsBothFoldersAndNamesEachFile() throws Throwable {
        Files.writeString(committed.resolve("a.json"), DIALECTS);
        Files.writeString(committed.resolve("README.md"), "Where a.json comes from.");
        Files.createDirectory(extra.resolve("deeper"));
        Files.writeString(extra.resolve("deeper/b.vectors"), DIALECTS);
        List<DynamicTest> tests = tests();
        assertEquals(
                List.of("a.json", "deeper/b.vectors"),
                tests.stream().map(DynamicTest::getDisplayName).toList());
        for (DynamicTest test : tests) {
            test.getExecutable().execute();
        }
    }

    @Test
    void readsSeveralDocumentsOfOneFile() throws IOException {
        Path lines = committed.resolve("session.jsonl");
        Files.writeString(lines, "{\"dir\":\"c>s\",\"line\":\"x\"}\n{\"dir\":\"s>c\"}\n");
        VectorFile read = VectorFile.read("session.jsonl", lines);
        assertEquals(2, read.documents().size());
        assertEquals(VectorFormat.SV1_SESSION, VectorFormat.of(read.document()).orElseThrow());
    }

    @Test
    void failsForBrokenFiles() throws IOException {
        Files.writeString(extra.resolve("cut.json"), DIALECTS.substring(0, 9));
        Files.writeString(extra.resolve("cut.txt"), " {\"headers\": [");
        Files.writeString(extra.resolve("second-line-cut.jsonl"), "{\"dir\":1,\"line\":1}\n{\"di");
        List<DynamicTest> tests = tests();
        assertEquals(3, tests.size());
        for (DynamicTest test : tests) {
            assertThrows(
                    JsonProcessingException.class, test.getExecutable(), test.getDisplayName());
        }
    }

    @Test
    void failsForEmptyFilesAndEmptyLists() throws IOException {
        Files.writeString(extra.resolve("empty.json"), "");
        Files.writeString(extra.resolve("no-cases.json"), "{\"headers\": []}");
        for (DynamicTest test : tests()) {
            assertThrows(AssertionError.class, test.getExecutable());
        }
    }

    @Test
    void namesTheCaseThatFails() throws IOException {
        Files.writeString(extra.resolve("bad.json"), "{\"headers\": [{\"name\": \"mainnet 7\"}]}");
        MultipleFailuresError failure =
                assertThrows(MultipleFailuresError.class, tests().getFirst().getExecutable());
        assertTrue(String.valueOf(failure.getMessage()).contains("mainnet 7"));
    }

    @Test
    void skipsUnknownFormatsOfTheExtraFolderWithAReason() throws IOException {
        Files.writeString(extra.resolve("notes.txt"), "not vectors");
        Files.writeString(extra.resolve("other.json"), "{\"frames\": []}");
        Files.writeString(extra.resolve("session.jsonl"), "{\"dir\":1,\"line\":1}");
        List<DynamicTest> tests = tests();
        assertSkipped(tests.get(0), "notes.txt is not JSON");
        assertSkipped(tests.get(1), "other.json holds an unknown format");
        assertSkipped(tests.get(2), "session.jsonl holds SV1_SESSION");
    }

    @Test
    void failsForCommittedFilesThatNobodyReads() throws IOException {
        Files.writeString(committed.resolve("other.json"), "{\"frames\": []}");
        assertThrows(AssertionError.class, tests().getFirst().getExecutable());
    }

    @Test
    void failsForAMissingFolder() throws IOException {
        Files.delete(extra);
        assertThrows(UncheckedIOException.class, this::tests);
    }

    private List<DynamicTest> tests() {
        return new Vectors(committed, List.of(extra))
                .reading(
                        VectorFormat.VERSION_DIALECTS,
                        file -> Stream.of(dynamicTest(file.name(), () -> {})))
                .reading(
                        VectorFormat.HEADERS_AND_DIFFICULTY,
                        file ->
                                file.document()
                                        .path("headers")
                                        .valueStream()
                                        .map(header ->
                                                dynamicTest(
                                                        header.path("name").asText(),
                                                        () -> header.required("hash"))))
                .tests()
                .toList();
    }

    private static void assertSkipped(DynamicTest test, String reason) {
        TestAbortedException skipped =
                assertThrows(TestAbortedException.class, test.getExecutable());
        assertTrue(String.valueOf(skipped.getMessage()).contains(reason), reason);
    }
}
