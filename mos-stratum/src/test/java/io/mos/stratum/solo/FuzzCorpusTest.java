package io.mos.stratum.solo;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz targets start from, and every input that once broke them. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> templates() {
        return Corpus.replay(TemplateFuzzTest.class, "read", TemplateFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> cookies() {
        return Corpus.replay(CookieFuzzTest.class, "parse", CookieFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> answers() {
        return Corpus.replay(RpcAnswerFuzzTest.class, "read", RpcAnswerFuzzTest::check);
    }
}
