package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.solo.TemplateJson.Transaction;
import io.mos.stratum.solo.bench.MainnetSizedNode;
import io.mos.stratum.solo.bench.MainnetTemplate;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A template as full as mainnet's get: megabytes of JSON, which must not become megabytes of heap.
 */
final class LargeTemplateTest {

    private static final int NBITS = 0x1702_0000;
    private static final int HEIGHT = 865_000;

    /** What a kernel hands over at once. */
    private static final int PIECE_BYTES = 8 * 1024;

    /** Of the address that the genesis block pays. */
    private static final String PAYOUT = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    private static final MainnetTemplate MAINNET =
            MainnetTemplate.full(HEIGHT, Hash256.ofDisplayHex("0f".repeat(32)), NBITS, 1);

    @Test
    void allocatesLittleMoreThanItKeeps() throws IOException {
        FeedingStream warmUp = new FeedingStream();
        writeAnswer(warmUp);
        FeedingStream measured = new FeedingStream();
        writeAnswer(measured);
        BlockTemplate template = measured.finish();
        assertEquals(MAINNET.rawBytes(), template.transactions().sizeBytes());
        assertEquals(4_000, template.transactions().count());
        assertEquals(12, template.branch().size());
        assertTrue(measured.bytes > 4_500_000, "megabytes of JSON");
        // 12.2 MB when this was written: 1.9 MB of raw bytes; the parser's buffer for the text at
        // hand, which grows to the longest transaction; ids, and the trees above them.
        long mostBytes = 3 * measured.bytes;
        assertTrue(
                measured.allocated < mostBytes,
                () -> measured.allocated + " bytes allocated for " + measured.bytes);
    }

    /** A JVM that could not hold the JSON as text, nor two copies of it as bytes, reads it. */
    @Test
    void readsWithinASmallHeap(@TempDir Path folder) throws IOException, InterruptedException {
        Path answer = folder.resolve("answer.json");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(answer))) {
            writeAnswer(out);
        }
        Process reader =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-Xmx10m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                SmallHeapReader.class.getName(),
                                answer.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start();
        try {
            assertTrue(reader.waitFor(1, TimeUnit.MINUTES), "the reader ends");
            String log = Files.readString(folder.resolve("log"));
            assertEquals(0, reader.exitValue(), log);
            assertTrue(log.contains("4000 transactions, " + MAINNET.rawBytes() + " bytes"), log);
        } finally {
            reader.destroyForcibly();
        }
    }

    @Test
    void readsATransactionThatFillsABlock() throws IOException {
        Transaction whole = TemplateJson.transaction(1, RawTransactions.MAX_BYTES);
        FeedingStream stream = new FeedingStream();
        try (Writer writer = new OutputStreamWriter(stream, StandardCharsets.US_ASCII)) {
            new TemplateJson(Hash256.ZERO, 5, List.of(whole)).writeAnswer(writer);
        }
        assertEquals(RawTransactions.MAX_BYTES, stream.finish().transactions().sizeBytes());
    }

    /** There and back over HTTP: the template as it comes, and two megabytes of block. */
    @Test
    void minesABlockOfThatSize() throws IOException, InterruptedException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        try (MainnetSizedNode node = MainnetSizedNode.start(0, Difficulty.of(4.7e-10))) {
            int before = node.height();
            RecordingListener listener = new RecordingListener();
            PoolConfig config =
                    PoolConfig.solo("solo+http://mos:mos@127.0.0.1:" + node.port(), PAYOUT);
            SoloRuntime runtime =
                    new SoloRuntime(
                            group.next(),
                            new SharedVirtualTime(),
                            Entropy.system(),
                            new StratumMetrics(new SimpleMeterRegistry()));
            var connection = SoloUpstream.of(config, runtime).open(SoloRig.TERMS, listener);
            Job job = listener.awaitJob(0);
            assertInstanceOf(
                    ShareVerdict.Accepted.class,
                    Await.result(connection.submit(Shares.mine(job, 1))));
            assertEquals(before + 1, node.height());
            assertEquals(Job.Renewal.REPLACE, listener.awaitJob(1).renewal());
            connection.close();
        } finally {
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        }
    }

    private static void writeAnswer(OutputStream out) throws IOException {
        BufferedOutputStream pieces = new BufferedOutputStream(out, PIECE_BYTES);
        MAINNET.writeAnswer(pieces, "0f".repeat(32) + "1", 1_700_000_600);
        pieces.flush();
    }

    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

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

        BlockTemplate finish() {
            long before = allocatedBytes();
            RpcOutcome<BlockTemplate> outcome = reader.finish();
            allocated += allocatedBytes() - before;
            return ((RpcOutcome.Result<BlockTemplate>) outcome).value();
        }
    }
}
