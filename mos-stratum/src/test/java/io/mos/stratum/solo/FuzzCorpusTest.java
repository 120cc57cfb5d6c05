package io.mos.stratum.solo;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz target starts from, and every input that once broke it. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> templates() {
        return Corpus.replay(TemplateFuzzTest.class, "read", TemplateFuzzTest::check);
    }
}
