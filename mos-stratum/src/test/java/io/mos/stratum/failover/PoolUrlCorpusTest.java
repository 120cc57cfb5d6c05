package io.mos.stratum.failover;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fuzz target's committed seeds, in the plain build. */
class PoolUrlCorpusTest {

    @TestFactory
    Stream<DynamicTest> urls() {
        return Corpus.replay(PoolUrlFuzzTest.class, "parse", PoolUrlFuzzTest::check);
    }
}
