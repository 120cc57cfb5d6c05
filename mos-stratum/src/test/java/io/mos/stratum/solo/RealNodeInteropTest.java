package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mines on a real full node, which judges every byte of our blocks. */
@Tag("interop")
final class RealNodeInteropTest {

    private static final int BLOCKS = 4;

    /** Of nobody here, so that what it gets can only come from our coinbases. */
    private static final String PAYOUT = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";

    private static final String MAINNET_PAYOUT = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";

    private final SystemTime time = new SystemTime();
    private final RecordingListener listener = new RecordingListener();
    private EventLoopGroup group;
    private RealNode node;

    @BeforeEach
    void open() {
        node = RealNode.find();
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @AfterEach
    void close() throws InterruptedException {
        if (group != null) {
            node.spendSome();
            group.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
        }
        time.close();
    }

    @Test
    void theNodeTakesOurBlocks() {
        node.spendAll();
        int before = node.height();
        UpstreamConnection connection = connect(node.config(PAYOUT));
        for (int i = 0; i < BLOCKS; i++) {
            Job job = jobOn(node.hashAt(before + i));
            Share share = Shares.mine(job, i);
            assertInstanceOf(ShareVerdict.Accepted.class, Await.result(connection.submit(share)));
            assertEquals(before + i + 1, node.height());
            assertEquals(share.hash().displayHex(), node.hashAt(before + i + 1));
        }
        int most = 0;
        for (int i = 1; i <= BLOCKS; i++) {
            String block = node.block(before + i);
            assertTrue(block.contains("\"address\":\"" + PAYOUT + "\""), block);
            assertTrue(block.contains("aa21a9ed"), "the witness commitment");
            most = Math.max(most, occurrences("\"txinwitness\"", block));
        }
        assertTrue(most >= 2, "a block whose coinbase's is not the only witness");
        connection.close();
    }

    @Test
    void aBlockOfOthersIsNewsAtOnce() {
        connect(node.config(PAYOUT));
        jobOn(node.hashAt(node.height()));
        String tip = node.mine();
        Job job = jobOn(tip);
        assertEquals(Job.Renewal.REPLACE, job.renewal());
    }

    @Test
    void theNodeRefusesAWrongPassword() {
        connect(node.config("wrong", PAYOUT));
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.UNAUTHORIZED, failure.cause());
        assertEquals("the node refuses the user name or password (HTTP 401)", failure.detail());
    }

    @Test
    void anAddressOfAnotherNetworkIsNotMinedTo() {
        connect(node.config(MAINNET_PAYOUT));
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.WRONG_NETWORK, failure.cause());
        assertEquals(
                "payout address "
                        + MAINNET_PAYOUT
                        + " does not belong to the node's network, regtest",
                failure.detail());
    }

    private UpstreamConnection connect(PoolConfig config) {
        SoloRuntime runtime =
                new SoloRuntime(
                        group.next(),
                        time,
                        Entropy.system(),
                        new StratumMetrics(new SimpleMeterRegistry()));
        return SoloUpstream.of(config, runtime)
                .open(new Upstream.Terms(new SourceId("pools"), 1), listener);
    }

    /** The first job that builds on this block; long before a refresh would bring it. */
    private Job jobOn(String prevHashDisplayHex) {
        return Await.value(
                "a job on " + prevHashDisplayHex,
                () ->
                        listener.jobs().stream()
                                .filter(job ->
                                        job.prevHash().displayHex().equals(prevHashDisplayHex))
                                .findFirst());
    }

    private static int occurrences(String text, String in) {
        return (in.length() - in.replace(text, "").length()) / text.length();
    }
}
