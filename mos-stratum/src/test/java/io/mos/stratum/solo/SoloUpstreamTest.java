package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Address;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.kernel.Entropy;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PoolUrl;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way over loopback HTTP, against {@link FakeNode}; time moves when a test says so. */
final class SoloUpstreamTest {

    private static final String PAYOUT = "bcrt1qh930q5sgh5axtrj5y8v4gmk92zjujfjfhh2vm7";
    private static final Upstream.Terms TERMS = new Upstream.Terms(new SourceId("pools"), 7);

    /** Longer than any first pause before another try. */
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final SharedVirtualTime time = new SharedVirtualTime();
    private final RecordingListener listener = new RecordingListener();
    private EventLoopGroup group;
    private FakeNode node;

    @BeforeEach
    void open() throws IOException {
        group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        node = new FakeNode();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        node.close();
        group.shutdownGracefully(0, 0, TimeUnit.SECONDS).await();
    }

    @Test
    void givesAJobOfTheNodesTemplate() {
        connect();
        Job job = listener.awaitJob(0);
        assertEquals(List.of("ready", "job"), listener.order());
        assertEquals(TERMS.source(), job.source());
        assertEquals(TERMS.epoch(), job.epoch());
        assertEquals(Job.Renewal.REPLACE, job.renewal());
        assertEquals(node.template().prevHash, job.prevHash());
        assertEquals(0x2000_0000, job.version(), "general-purpose bits are cleared");
        assertEquals(0x1fff_e000, job.rollableVersion().bits());
        assertEquals(8, job.merkle().extranonce2SizeBytes());
        assertEquals(Target.ofNBits(TemplateJson.REGTEST_NBITS), job.shareTarget());
        assertEquals(1_700_000_600, job.nTime());
    }

    @Test
    void asksForSegwitWithBasicCredentials() {
        connect();
        listener.awaitJob(0);
        FakeNode.Call call = node.calls().get(1);
        assertTrue(call.body().contains("\"rules\":[\"segwit\"]"), call.body());
        String pair = "miner:" + FakeNode.PASSWORD;
        String expected = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        assertTrue(call.head().contains("authorization: Basic " + expected), call.head());
    }

    @Test
    void minesABlockThatTheNodeTakes() {
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        Share share = Shares.mine(job, 1);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(connection.submit(share)));
        FakeNode.Block block = node.blocks().getFirst();
        assertEquals(122, block.height());
        assertEquals(122, block.coinbase().height().orElseThrow());
        assertEquals(4, block.transactions());
        assertEquals(
                TemplateJson.COINBASE_SATOSHIS,
                block.coinbase().satoshisPaidTo(Address.parse(PAYOUT).script()));
        assertTrue(new String(block.coinbase().script().toBytes(), UTF_8).contains("/mos test/"));
        Job next = listener.awaitJob(1);
        assertEquals(share.hash(), next.prevHash());
        assertEquals(Job.Renewal.REPLACE, next.renewal());
    }

    @Test
    void minesOneBlockAfterAnother() {
        UpstreamConnection connection = connect();
        for (int height = 122; height < 130; height++) {
            Hash256 prevHash = node.template().prevHash;
            Job job =
                    Await.value(
                            "a job on the newest block",
                            () ->
                                    listener.jobs().stream()
                                            .filter(given -> given.prevHash().equals(prevHash))
                                            .findFirst());
            assertInstanceOf(
                    ShareVerdict.Accepted.class,
                    Await.result(connection.submit(Shares.mine(job, height))));
        }
        assertEquals(130, node.template().height);
    }

    @Test
    void aShareBesideABlockOnItsWayIsStale() {
        CountDownLatch judged = new CountDownLatch(1);
        node.script(
                "submitblock",
                out -> {
                    judged.await();
                    FakeNode.http(200, "{\"result\":null}").write(out);
                });
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        var first = connection.submit(Shares.mine(job, 1));
        var second = connection.submit(Shares.mine(job, 2));
        assertInstanceOf(ShareVerdict.Stale.class, Await.result(second));
        assertEquals(List.of("ready", "job", "dry"), listener.order());
        Await.until("the block arrives", () -> node.count("submitblock") == 1);
        judged.countDown();
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(first));
        assertEquals(1, node.count("submitblock"));
    }

    @Test
    void minesOnAfterARefusedBlock() {
        node.script("submitblock", FakeNode.http(200, "{\"result\":\"bad-cb-amount\"}"));
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        assertEquals(
                new ShareVerdict.Rejected(20, "bad-cb-amount"),
                Await.result(connection.submit(Shares.mine(job, 1))));
        time.passPause(PAUSE);
        assertEquals(Job.Renewal.REPLACE, listener.awaitJob(1).renewal());
    }

    @Test
    void bringsABlockToANodeThatWasAway() {
        node.script("submitblock", FakeNode.raw(""));
        node.script("submitblock", FakeNode.refusal(500, -28, "Loading block index"));
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        var verdict = connection.submit(Shares.mine(job, 1));
        for (int attempt = 1; attempt <= 2; attempt++) {
            int seen = attempt;
            Await.until("attempt " + seen, () -> node.count("submitblock") == seen);
            time.passPause(PAUSE);
        }
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(verdict));
        assertEquals(1, node.blocks().size());
    }

    @Test
    void aDuplicateAfterALostAnswerIsOurOwnBlock() {
        node.script("submitblock", FakeNode.raw("HTTP/1.1 200 OK\r\n"));
        node.script("submitblock", FakeNode.http(200, "{\"result\":\"duplicate\"}"));
        UpstreamConnection connection = connect();
        var verdict = connection.submit(Shares.mine(listener.awaitJob(0), 1));
        Await.until("the first attempt", () -> node.count("submitblock") == 1);
        time.passPause(PAUSE);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(verdict));
    }

    @Test
    void aBlockGoesOnWhenTheConnectionIsGivenUp() {
        node.script("submitblock", FakeNode.raw(""));
        UpstreamConnection connection = connect();
        var verdict = connection.submit(Shares.mine(listener.awaitJob(0), 1));
        Await.until("the first attempt", () -> node.count("submitblock") == 1);
        connection.close();
        assertInstanceOf(ShareVerdict.Unanswered.class, Await.result(verdict));
        time.passPause(PAUSE);
        Await.until("the block arrives", () -> node.blocks().size() == 1);
    }

    @Test
    void refusesSharesThatAreNoBlocks() {
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        Share good = Shares.mine(job, 1);
        Share wrongRoot = new Share(job, Extranonce.ofCounter(99, 8), good.header(), good.hash());
        assertEquals(
                new ShareVerdict.Rejected(20, "the header does not fit its job"),
                Await.result(connection.submit(wrongRoot)));
        Share poor = new Share(job, good.extranonce2(), good.header(), poorHash());
        assertInstanceOf(ShareVerdict.Rejected.class, Await.result(connection.submit(poor)));
        assertEquals(0, node.count("submitblock"));
    }

    @Test
    void aNewBlockReplacesTheWork() {
        UpstreamConnection connection = connect();
        Job old = listener.awaitJob(0);
        awaitLongPoll(1);
        Hash256 theirs = Hash256.ofDisplayHex("0a".repeat(32));
        node.newBlock(theirs);
        Job job = listener.awaitJob(1);
        assertEquals(theirs, job.prevHash());
        assertEquals(Job.Renewal.REPLACE, job.renewal());
        assertInstanceOf(
                ShareVerdict.Stale.class, Await.result(connection.submit(Shares.mine(old, 1))));
        assertEquals(0, node.count("submitblock"));
        awaitLongPoll(2);
    }

    @Test
    void betterFeesUpdateTheWork() {
        UpstreamConnection connection = connect();
        Job old = listener.awaitJob(0);
        awaitLongPoll(1);
        node.newTransactions(List.of(TemplateJson.transaction(9, 100)));
        Job job = listener.awaitJob(1);
        assertEquals(Job.Renewal.UPDATE, job.renewal());
        assertEquals(old.prevHash(), job.prevHash());
        Share late = Shares.mine(job, 1);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(connection.submit(late)));
        assertEquals(2, node.blocks().getFirst().transactions());
    }

    @Test
    void aBlockOfAnOlderJobIsStillGood() {
        UpstreamConnection connection = connect();
        Job old = listener.awaitJob(0);
        awaitLongPoll(1);
        time.advance(TemplateFeed.REFRESH);
        listener.awaitJob(1);
        assertInstanceOf(
                ShareVerdict.Accepted.class, Await.result(connection.submit(Shares.mine(old, 1))));
    }

    @Test
    void refreshesOnATimerWhenThereIsNoNews() {
        connect();
        listener.awaitJob(0);
        awaitLongPoll(1);
        time.advance(TemplateFeed.REFRESH);
        assertEquals(Job.Renewal.UPDATE, listener.awaitJob(1).renewal());
        assertEquals(1, longPolls(), "the long poll goes on meanwhile");
    }

    @Test
    void asksMoreOftenANodeThatCannotWait() {
        String answer = TemplateJson.small().without("longpollid").answer();
        node.script("getblocktemplate", FakeNode.http(200, answer));
        connect();
        listener.awaitJob(0);
        time.passPause(TemplateFeed.REFRESH_WITHOUT_LONG_POLL);
        listener.awaitJob(1);
    }

    @Test
    void oneFailedCallIsForgivenTheSecondIsNot() {
        connect();
        listener.awaitJob(0);
        awaitLongPoll(1);
        node.script("getblocktemplate", FakeNode.http(503, "Work queue depth exceeded"));
        time.advance(TemplateFeed.REFRESH);
        Await.until("the refused call", () -> node.count("getblocktemplate") == 3);
        node.script("getblocktemplate", FakeNode.http(503, "Work queue depth exceeded"));
        time.passPause(PAUSE);
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertTrue(failure.detail().contains("503"), failure.detail());
    }

    @Test
    void aBrokenLongPollIsBegunAnew() {
        connect();
        listener.awaitJob(0);
        awaitLongPoll(1);
        node.script("getblocktemplate", FakeNode.raw("HTTP/1.1 200 OK\r\nContent-Le"));
        node.newBlock(Hash256.ofDisplayHex("0a".repeat(32)));
        listener.awaitJob(1);
        Await.until("the broken long poll", () -> longPolls() == 2);
        time.passPause(PAUSE);
        awaitLongPoll(3);
        assertTrue(listener.failure().isEmpty());
    }

    @Test
    void aSilentNodeIsGivenUp() {
        node.script("getblockchaininfo", out -> new CountDownLatch(1).await());
        connect();
        Await.until("the call arrives", () -> node.count("getblockchaininfo") == 1);
        time.advance(Duration.ofSeconds(10));
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.REPLY_TIMEOUT, failure.cause());
        assertEquals("no whole answer to getblockchaininfo within 10 s", failure.detail());
    }

    @Test
    void saysThatThePasswordIsWrong() {
        node.script("getblockchaininfo", FakeNode.http(401, ""));
        connect();
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.UNAUTHORIZED, failure.cause());
        assertFalse(failure.toString().contains(FakeNode.PASSWORD));
    }

    @Test
    void saysThatTheNodeStarts() {
        node.script("getblockchaininfo", FakeNode.refusal(500, -28, "Verifying blocks…"));
        connect();
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertEquals("the node is starting: Verifying blocks…", failure.detail());
    }

    @Test
    void saysHowFarTheNodeIs() {
        node.script("getblocktemplate", FakeNode.refusal(500, -10, "is in initial sync"));
        connect();
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertEquals("the node is still downloading the chain: block 121 of 500", failure.detail());
    }

    @Test
    void saysThatTheNodeIsAlone() {
        node.script("getblocktemplate", FakeNode.refusal(500, -9, "not connected!"));
        connect();
        assertEquals(
                "the node has no peers, so its chain may be behind", listener.awaitDown().detail());
    }

    @Test
    void saysThatTheAddressIsOfAnotherNetwork() {
        node.chain("main");
        connect();
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.WRONG_NETWORK, failure.cause());
        assertTrue(failure.detail().contains(PAYOUT), failure.detail());
        assertTrue(failure.detail().contains("main"), failure.detail());
        assertEquals(0, node.count("getblocktemplate"), "nothing is asked of a wrong node");
    }

    @Test
    void saysThatTheNodeDoesNotKnowSegwit() {
        String answer = TemplateJson.small().with("rules", "[\"csv\"]").answer();
        node.script("getblocktemplate", FakeNode.http(200, answer));
        connect();
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.BAD_TEMPLATE, failure.cause());
        assertTrue(failure.detail().contains("segwit"), failure.detail());
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        connect("127.0.0.1", port, password());
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.CONNECT, failure.cause());
        assertTrue(failure.detail().contains("refused"), failure.detail());
    }

    @Test
    void saysThatTheNameIsUnknown() {
        connect("no-such-host.invalid", 8332, password());
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.RESOLVE, failure.cause());
        assertTrue(failure.detail().contains("no-such-host.invalid"), failure.detail());
    }

    @Test
    void saysThatWhatAnswersIsNoNode() {
        assertFails(FakeNode.http(302, ""), Cause.NOT_A_MESSAGE);
        assertFails(FakeNode.http(200, "<html>hello</html>"), Cause.BAD_TEMPLATE);
        assertFails(FakeNode.raw("SSH-2.0-OpenSSH_9.9\r\n"), Cause.BAD_TEMPLATE);
        assertFails(FakeNode.raw(""), Cause.CLOSED_BY_PEER);
        assertFails(
                FakeNode.raw("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"result\":{"),
                Cause.CLOSED_BY_PEER);
        assertFails(
                FakeNode.raw("HTTP/1.1 200 OK\r\nX: " + "x".repeat(100_000)), Cause.BAD_TEMPLATE);
        assertFails(FakeNode.http(200, "[".repeat(100_000)), Cause.BAD_TEMPLATE);
        assertFails(FakeNode.http(200, "{\"result\":{}}"), Cause.BAD_TEMPLATE);
    }

    @Test
    void anEndlessAnswerIsCutOff() {
        assertFails(
                out -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n{\"x\":[0".getBytes(UTF_8));
                    byte[] more = ",0".repeat(32 * 1024).getBytes(UTF_8);
                    while (true) {
                        out.write(more);
                    }
                },
                Cause.BAD_TEMPLATE);
    }

    @Test
    void readsTheCookieFileAnewForEachCall(@TempDir Path folder) throws IOException {
        Path cookie = folder.resolve(".cookie");
        Files.writeString(cookie, "__cookie__:one\n");
        connect("127.0.0.1", node.port(), new RpcCredentials.CookieFile(cookie));
        listener.awaitJob(0);
        awaitLongPoll(1);
        Files.writeString(cookie, "__cookie__:two\n");
        time.advance(TemplateFeed.REFRESH);
        listener.awaitJob(1);
        String expected = Base64.getEncoder().encodeToString("__cookie__:two".getBytes(UTF_8));
        assertTrue(node.calls().getLast().head().contains(expected));
    }

    @Test
    void saysThatTheCookieFileIsMissing(@TempDir Path folder) {
        Path cookie = folder.resolve("none");
        connect("127.0.0.1", node.port(), new RpcCredentials.CookieFile(cookie));
        UpstreamFailure failure = listener.awaitDown();
        assertEquals(Cause.UNAUTHORIZED, failure.cause());
        assertTrue(failure.detail().contains(cookie.toString()), failure.detail());
    }

    @Test
    void aClosedConnectionSaysNothingMore() {
        UpstreamConnection connection = connect();
        Job job = listener.awaitJob(0);
        awaitLongPoll(1);
        connection.close();
        connection.close();
        assertInstanceOf(
                ShareVerdict.Unanswered.class,
                Await.result(connection.submit(Shares.mine(job, 1))));
        node.newBlock(Hash256.ofDisplayHex("0a".repeat(32)));
        time.advance(Duration.ofHours(1));
        assertEquals(List.of("ready", "job"), listener.order());
        assertEquals(0, time.scheduled());
    }

    private void assertFails(FakeNode.Answer answer, Cause cause) {
        RecordingListener own = new RecordingListener();
        node.script("getblockchaininfo", answer);
        upstream("127.0.0.1", node.port(), password()).open(TERMS, own);
        assertEquals(cause, own.awaitDown().cause());
    }

    private UpstreamConnection connect() {
        return connect("127.0.0.1", node.port(), password());
    }

    private UpstreamConnection connect(String host, int port, RpcCredentials credentials) {
        return upstream(host, port, credentials).open(TERMS, listener);
    }

    private SoloUpstream upstream(String host, int port, RpcCredentials credentials) {
        EventLoop loop = group.next();
        return new SoloUpstream(
                PoolUrl.parse("solo+http://" + host + ":" + port),
                credentials,
                SoloPayout.parse(PAYOUT, "/mos test/"),
                new SoloRuntime(
                        loop,
                        time,
                        Entropy.system(),
                        new StratumMetrics(new SimpleMeterRegistry())));
    }

    private static RpcCredentials password() {
        return new RpcCredentials.Password("miner", FakeNode.PASSWORD);
    }

    private long longPolls() {
        return node.calls().stream().filter(call -> call.body().contains("longpollid")).count();
    }

    private void awaitLongPoll(int count) {
        Await.until("long poll " + count, () -> longPolls() == count);
    }

    private static Hash256 poorHash() {
        return Hash256.ofDisplayHex("ff".repeat(32));
    }
}
