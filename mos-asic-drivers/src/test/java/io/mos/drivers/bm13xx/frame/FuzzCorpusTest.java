package io.mos.drivers.bm13xx.frame;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz targets start from, and every input that once broke one. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> answers() {
        return Corpus.replay(
                FrameReaderFuzzTest.class, "answers", FrameReaderFuzzTest::checkAnswers);
    }

    @TestFactory
    Stream<DynamicTest> hostFrames() {
        return Corpus.replay(
                FrameReaderFuzzTest.class, "hostFrames", FrameReaderFuzzTest::checkHostFrames);
    }
}
