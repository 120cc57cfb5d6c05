package io.mos.drivers.control;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz targets start from, and every input that once broke one. */
class ControlCorpusTest {
    @TestFactory
    Stream<DynamicTest> answers() {
        return Corpus.replay(
                AnswerReaderFuzzTest.class, "answers", AnswerReaderFuzzTest::checkAnswers);
    }

    @TestFactory
    Stream<DynamicTest> requests() {
        return Corpus.replay(
                AnswerReaderFuzzTest.class, "requests", AnswerReaderFuzzTest::checkRequests);
    }
}
