package io.mos.drivers.child;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz targets start from, and every input that once broke one. */
class FramesCorpusTest {

    @TestFactory
    Stream<DynamicTest> fromChild() {
        return Corpus.replay(FramesFuzzTest.class, "fromChild", FramesFuzzTest::checkFromChild);
    }

    @TestFactory
    Stream<DynamicTest> toChild() {
        return Corpus.replay(FramesFuzzTest.class, "toChild", FramesFuzzTest::checkToChild);
    }
}
