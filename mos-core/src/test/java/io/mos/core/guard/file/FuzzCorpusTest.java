package io.mos.core.guard.file;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz target starts from, and every input that once broke it. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> records() {
        return Corpus.replay(RecordTextFuzzTest.class, "parse", RecordTextFuzzTest::check);
    }
}
