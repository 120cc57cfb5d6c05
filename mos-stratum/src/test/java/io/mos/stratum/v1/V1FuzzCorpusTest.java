package io.mos.stratum.v1;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fuzz targets' committed seeds, in the plain build. */
class V1FuzzCorpusTest {

    @TestFactory
    Stream<DynamicTest> lines() {
        return Corpus.replay(V1LineFuzzTest.class, "read", V1LineFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> sessions() {
        return Corpus.replay(V1SessionFuzzTest.class, "play", V1SessionFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> frames() {
        return Corpus.replay(LineFrameFuzzTest.class, "cut", LineFrameFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> callsOfPools() {
        return Corpus.replay(CallFuzzTest.class, "pool", CallFuzzTest::checkPool);
    }

    @TestFactory
    Stream<DynamicTest> callsOfMiners() {
        return Corpus.replay(CallFuzzTest.class, "client", CallFuzzTest::checkClient);
    }

    @TestFactory
    Stream<DynamicTest> answersOfProxies() {
        return Corpus.replay(SocksFuzzTest.class, "answer", SocksFuzzTest::check);
    }
}
