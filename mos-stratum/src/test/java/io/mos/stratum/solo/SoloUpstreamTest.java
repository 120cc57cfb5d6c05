package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Address;
import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work and blocks, over loopback HTTP against {@link FakeNode}. */
final class SoloUpstreamTest {

    private final SoloRig rig;

    SoloUpstreamTest() throws IOException {
        rig = new SoloRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void givesAJobOfTheNodesTemplate() {
        rig.connect();
        Job job = rig.listener.awaitJob(0);
        assertEquals(List.of("ready", "job"), rig.listener.order());
        assertEquals(SoloRig.TERMS.source(), job.source());
        assertEquals(SoloRig.TERMS.epoch(), job.epoch());
        assertEquals(Job.Renewal.REPLACE, job.renewal());
        assertEquals(rig.node.template().prevHash, job.prevHash());
        assertEquals(0x2000_0000, job.version(), "general-purpose bits are cleared");
        assertEquals(0x1fff_e000, job.rollableVersion().bits());
        assertEquals(8, job.merkle().extranonce2SizeBytes());
        assertEquals(Target.ofNBits(TemplateJson.REGTEST_NBITS), job.shareTarget());
        assertEquals(1_700_000_600, job.nTime());
    }

    @Test
    void asksForSegwitWithBasicCredentials() {
        rig.connect();
        rig.listener.awaitJob(0);
        FakeNode.Call call = rig.node.calls().get(1);
        assertTrue(call.body().contains("\"rules\":[\"segwit\"]"), call.body());
        String pair = "miner:" + FakeNode.PASSWORD;
        String expected = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        assertTrue(call.head().contains("authorization: Basic " + expected), call.head());
    }

    @Test
    void minesABlockThatTheNodeTakes() {
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        Share share = Shares.mine(job, 1);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(connection.submit(share)));
        FakeNode.Block block = rig.node.blocks().getFirst();
        assertEquals(122, block.height());
        assertEquals(122, block.coinbase().height().orElseThrow());
        assertEquals(4, block.transactions());
        assertEquals(
                TemplateJson.COINBASE_SATOSHIS,
                block.coinbase().satoshisPaidTo(Address.parse(SoloRig.PAYOUT).script()));
        assertTrue(new String(block.coinbase().script().toBytes(), UTF_8).contains("/mos test/"));
        Job next = rig.listener.awaitJob(1);
        assertEquals(share.hash(), next.prevHash());
        assertEquals(Job.Renewal.REPLACE, next.renewal());
    }

    @Test
    void minesOneBlockAfterAnother() {
        UpstreamConnection connection = rig.connect();
        for (int height = 122; height < 130; height++) {
            Hash256 prevHash = rig.node.template().prevHash;
            Job job =
                    Await.value(
                            "a job on the newest block",
                            () ->
                                    rig.listener.jobs().stream()
                                            .filter(given -> given.prevHash().equals(prevHash))
                                            .findFirst());
            assertInstanceOf(
                    ShareVerdict.Accepted.class,
                    Await.result(connection.submit(Shares.mine(job, height))));
        }
        assertEquals(130, rig.node.template().height);
    }

    @Test
    void aShareBesideABlockOnItsWayIsStale() {
        CountDownLatch judged = new CountDownLatch(1);
        rig.node.script(
                "submitblock",
                out -> {
                    judged.await();
                    FakeNode.http(200, "{\"result\":null}").write(out);
                });
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        var first = connection.submit(Shares.mine(job, 1));
        var second = connection.submit(Shares.mine(job, 2));
        assertInstanceOf(ShareVerdict.Stale.class, Await.result(second));
        assertEquals(List.of("ready", "job", "dry"), rig.listener.order());
        Await.until("the block arrives", () -> rig.node.count("submitblock") == 1);
        judged.countDown();
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(first));
        assertEquals(1, rig.node.count("submitblock"));
    }

    @Test
    void minesOnAfterARefusedBlock() {
        rig.node.script("submitblock", FakeNode.http(200, "{\"result\":\"bad-cb-amount\"}"));
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        assertEquals(
                new ShareVerdict.Rejected(20, "bad-cb-amount"),
                Await.result(connection.submit(Shares.mine(job, 1))));
        rig.time.passPause(SoloRig.PAUSE);
        assertEquals(Job.Renewal.REPLACE, rig.listener.awaitJob(1).renewal());
    }

    @Test
    void bringsABlockToANodeThatWasAway() {
        rig.node.script("submitblock", FakeNode.raw(""));
        rig.node.script("submitblock", FakeNode.refusal(500, -28, "Loading block index"));
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        var verdict = connection.submit(Shares.mine(job, 1));
        for (int attempt = 1; attempt <= 2; attempt++) {
            int seen = attempt;
            Await.until("attempt " + seen, () -> rig.node.count("submitblock") == seen);
            rig.time.passPause(SoloRig.PAUSE);
        }
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(verdict));
        assertEquals(1, rig.node.blocks().size());
    }

    @Test
    void aDuplicateAfterALostAnswerIsOurOwnBlock() {
        rig.node.script("submitblock", FakeNode.raw("HTTP/1.1 200 OK\r\n"));
        rig.node.script("submitblock", FakeNode.http(200, "{\"result\":\"duplicate\"}"));
        UpstreamConnection connection = rig.connect();
        var verdict = connection.submit(Shares.mine(rig.listener.awaitJob(0), 1));
        Await.until("the first attempt", () -> rig.node.count("submitblock") == 1);
        rig.time.passPause(SoloRig.PAUSE);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(verdict));
    }

    @Test
    void aBlockGoesOnWhenTheConnectionIsGivenUp() {
        rig.node.script("submitblock", FakeNode.raw(""));
        UpstreamConnection connection = rig.connect();
        var verdict = connection.submit(Shares.mine(rig.listener.awaitJob(0), 1));
        Await.until("the first attempt", () -> rig.node.count("submitblock") == 1);
        connection.close();
        assertInstanceOf(ShareVerdict.Unanswered.class, Await.result(verdict));
        rig.time.passPause(SoloRig.PAUSE);
        Await.until("the block arrives", () -> rig.node.blocks().size() == 1);
    }

    @Test
    void refusesSharesThatAreNoBlocks() {
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        Share good = Shares.mine(job, 1);
        Share wrongRoot = new Share(job, Extranonce.ofCounter(99, 8), good.header(), good.hash());
        assertEquals(
                new ShareVerdict.Rejected(20, "the header does not fit its job"),
                Await.result(connection.submit(wrongRoot)));
        Share poor = new Share(job, good.extranonce2(), good.header(), poorHash());
        assertInstanceOf(ShareVerdict.Rejected.class, Await.result(connection.submit(poor)));
        assertEquals(0, rig.node.count("submitblock"));
    }

    @Test
    void aNewBlockReplacesTheWork() {
        UpstreamConnection connection = rig.connect();
        Job old = rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        Hash256 theirs = SoloRig.THEIRS;
        rig.node.newBlock(theirs);
        Job job = rig.listener.awaitJob(1);
        assertEquals(theirs, job.prevHash());
        assertEquals(Job.Renewal.REPLACE, job.renewal());
        assertInstanceOf(
                ShareVerdict.Stale.class, Await.result(connection.submit(Shares.mine(old, 1))));
        assertEquals(0, rig.node.count("submitblock"));
        rig.awaitLongPoll(2);
    }

    @Test
    void betterFeesUpdateTheWork() {
        UpstreamConnection connection = rig.connect();
        Job old = rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.node.newTransactions(List.of(TemplateJson.transaction(9, 100)));
        Job job = rig.listener.awaitJob(1);
        assertEquals(Job.Renewal.UPDATE, job.renewal());
        assertEquals(old.prevHash(), job.prevHash());
        Share late = Shares.mine(job, 1);
        assertInstanceOf(ShareVerdict.Accepted.class, Await.result(connection.submit(late)));
        assertEquals(2, rig.node.blocks().getFirst().transactions());
    }

    @Test
    void aBlockOfAnOlderJobIsStillGood() {
        UpstreamConnection connection = rig.connect();
        Job old = rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.time.advance(TemplateFeed.REFRESH);
        rig.listener.awaitJob(1);
        assertInstanceOf(
                ShareVerdict.Accepted.class, Await.result(connection.submit(Shares.mine(old, 1))));
    }

    @Test
    void refreshesOnATimerWhenThereIsNoNews() {
        rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.time.advance(TemplateFeed.REFRESH);
        assertEquals(Job.Renewal.UPDATE, rig.listener.awaitJob(1).renewal());
        assertEquals(1, rig.longPolls(), "the long poll goes on meanwhile");
    }

    @Test
    void asksMoreOftenANodeThatCannotWait() {
        String answer = TemplateJson.small().without("longpollid").answer();
        rig.node.script("getblocktemplate", FakeNode.http(200, answer));
        rig.connect();
        rig.listener.awaitJob(0);
        rig.time.passPause(TemplateFeed.REFRESH_WITHOUT_LONG_POLL);
        rig.listener.awaitJob(1);
    }

    @Test
    void readsTheCookieFileAnewForEachCall(@TempDir Path folder) throws IOException {
        Path cookie = folder.resolve(".cookie");
        Files.writeString(cookie, "__cookie__:one\n");
        rig.connect(new RpcCredentials.CookieFile(cookie));
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        Files.writeString(cookie, "__cookie__:two\n");
        rig.time.advance(TemplateFeed.REFRESH);
        rig.listener.awaitJob(1);
        String expected = Base64.getEncoder().encodeToString("__cookie__:two".getBytes(UTF_8));
        assertTrue(rig.node.calls().getLast().head().contains(expected));
    }

    @Test
    void aClosedConnectionSaysNothingMore() {
        UpstreamConnection connection = rig.connect();
        Job job = rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        connection.close();
        connection.close();
        assertInstanceOf(
                ShareVerdict.Unanswered.class,
                Await.result(connection.submit(Shares.mine(job, 1))));
        rig.node.newBlock(SoloRig.THEIRS);
        rig.time.advance(Duration.ofHours(1));
        assertEquals(List.of("ready", "job"), rig.listener.order());
        assertEquals(0, rig.time.scheduled());
    }

    private static Hash256 poorHash() {
        return Hash256.ofDisplayHex("ff".repeat(32));
    }
}
