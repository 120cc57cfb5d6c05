package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.mos.core.chain.Hash256;
import io.mos.stratum.solo.TemplateJson.Transaction;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A template as full as mainnet's get: megabytes of JSON, which must not become megabytes of heap.
 */
final class LargeTemplateTest {

    /** Transactions of a full block, of about 400 virtual bytes on the average. */
    private static final int TRANSACTIONS = 4_000;

    /** What they weigh with a usual share of witness data, in bytes: a block of 1.9 MB. */
    private static final int TRANSACTION_BYTES = 475;

    private static final int PIECE_BYTES = 8 * 1024;

    @Test
    void allocatesLittleMoreThanItKeeps() throws IOException {
        TemplateJson json = fullBlock();
        read(json);
        Measured measured = read(json);
        BlockTemplate template = measured.template();
        int rawBytes = TRANSACTIONS * TRANSACTION_BYTES;
        assertEquals(rawBytes, template.transactions().sizeBytes());
        assertEquals(12, template.branch().size());
        assertTrue(measured.bodyBytes() > 2L * rawBytes);
        assertTrue(
                measured.allocatedBytes() < 3L * measured.bodyBytes(),
                () -> measured.allocatedBytes() + " bytes for " + measured.bodyBytes());
    }

    @Test
    void readsATransactionThatFillsABlock() throws IOException {
        Transaction whole = TemplateJson.transaction(1, RawTransactions.MAX_BYTES);
        BlockTemplate template = read(new TemplateJson(Hash256.ZERO, 5, List.of(whole))).template();
        assertEquals(RawTransactions.MAX_BYTES, template.transactions().sizeBytes());
    }

    static TemplateJson fullBlock() {
        List<Transaction> transactions =
                IntStream.range(0, TRANSACTIONS)
                        .mapToObj(i -> TemplateJson.transaction(i, TRANSACTION_BYTES))
                        .toList();
        return new TemplateJson(Hash256.ofDisplayHex("0f".repeat(32)), 865_000, transactions);
    }

    /** Feeds the JSON as it is written, in the pieces in which a connection brings it. */
    private static Measured read(TemplateJson json) throws IOException {
        FeedingStream stream = new FeedingStream();
        try (Writer writer =
                new OutputStreamWriter(
                        new BufferedOutputStream(stream, PIECE_BYTES), StandardCharsets.US_ASCII)) {
            json.writeAnswer(writer);
        }
        long before = allocatedBytes();
        RpcOutcome<BlockTemplate> outcome = stream.reader.finish();
        long allocated = stream.allocated + allocatedBytes() - before;
        return new Measured(
                ((RpcOutcome.Result<BlockTemplate>) outcome).value(), stream.bytes, allocated);
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private record Measured(BlockTemplate template, long bodyBytes, long allocatedBytes) {}

    /** Counts what reading allocates on this thread. */
    private static final class FeedingStream extends OutputStream {
        private final RpcAnswerReader<BlockTemplate> reader =
                new RpcAnswerReader<>(new TemplateReader());
        private long bytes;
        private long allocated;

        @Override
        public void write(byte[] piece, int from, int length) {
            long before = allocatedBytes();
            reader.feed(piece, from, from + length);
            allocated += allocatedBytes() - before;
            bytes += length;
        }

        @Override
        public void write(int single) {
            write(new byte[] {(byte) single}, 0, 1);
        }
    }
}
