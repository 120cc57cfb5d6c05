package io.mos.stratum.failover;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fuzz targets' committed seeds, in the plain build. */
class FailoverFuzzCorpusTest {

    @TestFactory
    Stream<DynamicTest> urls() {
        return Corpus.replay(PoolUrlFuzzTest.class, "parse", PoolUrlFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> pins() {
        return Corpus.replay(TlsPinFuzzTest.class, "parse", TlsPinFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> redirects() {
        return Corpus.replay(RedirectFuzzTest.class, "host", RedirectFuzzTest::check);
    }
}
