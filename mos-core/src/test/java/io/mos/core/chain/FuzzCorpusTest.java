package io.mos.core.chain;

import io.mos.core.testkit.Corpus;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every seed the fuzz targets start from, and every input that once broke one. */
class FuzzCorpusTest {
    @TestFactory
    Stream<DynamicTest> addresses() {
        return Corpus.replay(AddressFuzzTest.class, "parse", AddressFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> coinbases() {
        return Corpus.replay(CoinbaseFuzzTest.class, "parse", CoinbaseFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> counts() {
        return Corpus.replay(CompactSizeFuzzTest.class, "read", CompactSizeFuzzTest::check);
    }

    @TestFactory
    Stream<DynamicTest> difficulties() {
        return Corpus.replay(DifficultyFuzzTest.class, "parse", DifficultyFuzzTest::check);
    }
}
