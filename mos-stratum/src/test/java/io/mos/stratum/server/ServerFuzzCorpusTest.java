package io.mos.stratum.server;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fuzz target's committed seeds, in the plain build. */
class ServerFuzzCorpusTest {

    @TestFactory
    Stream<DynamicTest> sessions() {
        return Corpus.replay(ServerSessionFuzzTest.class, "play", ServerSessionFuzzTest::check);
    }
}
