package io.mos.stratum.solo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a node that gives no work, and when it is given up. */
final class NodeErrorsTest {

    private final SoloRig rig;

    NodeErrorsTest() throws IOException {
        rig = new SoloRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void oneFailedCallIsForgivenTheSecondIsNot() {
        rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.node.script("getblocktemplate", FakeNode.http(503, "Work queue depth exceeded"));
        rig.time.advance(TemplateFeed.REFRESH);
        Await.until("the refused call", () -> rig.node.count("getblocktemplate") == 3);
        rig.node.script("getblocktemplate", FakeNode.http(503, "Work queue depth exceeded"));
        rig.time.passPause(SoloRig.PAUSE);
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertTrue(failure.detail().contains("503"), failure.detail());
    }

    @Test
    void aBrokenLongPollIsBegunAnew() {
        rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.node.script("getblocktemplate", FakeNode.raw("HTTP/1.1 200 OK\r\nContent-Le"));
        rig.node.newBlock(SoloRig.THEIRS);
        rig.listener.awaitJob(1);
        Await.until("the broken long poll", () -> rig.longPolls() == 2);
        rig.time.passPause(SoloRig.PAUSE);
        rig.awaitLongPoll(3);
        assertTrue(rig.listener.failure().isEmpty());
    }

    @Test
    void aSilentNodeIsGivenUp() {
        rig.node.script("getblockchaininfo", out -> new CountDownLatch(1).await());
        rig.connect();
        Await.until("the call arrives", () -> rig.node.count("getblockchaininfo") == 1);
        rig.time.advance(Duration.ofSeconds(10));
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.REPLY_TIMEOUT, failure.cause());
        assertEquals("no whole answer to getblockchaininfo within 10 s", failure.detail());
    }

    @Test
    void saysThatThePasswordIsWrong() {
        rig.node.script("getblockchaininfo", FakeNode.http(401, ""));
        rig.connect();
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.UNAUTHORIZED, failure.cause());
        assertFalse(failure.toString().contains(FakeNode.PASSWORD));
    }

    @Test
    void saysThatTheNodeStarts() {
        rig.node.script("getblockchaininfo", FakeNode.refusal(500, -28, "Verifying blocks…"));
        rig.connect();
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertEquals("the node is starting: Verifying blocks…", failure.detail());
    }

    @Test
    void saysHowFarTheNodeIs() {
        rig.node.script("getblocktemplate", FakeNode.refusal(500, -10, "is in initial sync"));
        rig.connect();
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.NODE_NOT_READY, failure.cause());
        assertEquals("the node is still downloading the chain: block 121 of 500", failure.detail());
    }

    @Test
    void saysThatTheNodeIsAlone() {
        rig.node.script("getblocktemplate", FakeNode.refusal(500, -9, "not connected!"));
        rig.connect();
        assertEquals(
                "the node has no peers, so its chain may be behind",
                rig.listener.awaitDown().detail());
    }

    @Test
    void saysThatTheAddressIsOfAnotherNetwork() {
        rig.node.chain("main");
        rig.connect();
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.WRONG_NETWORK, failure.cause());
        assertTrue(failure.detail().contains(SoloRig.PAYOUT), failure.detail());
        assertTrue(failure.detail().contains("main"), failure.detail());
        assertEquals(0, rig.node.count("getblocktemplate"), "nothing is asked of a wrong node");
    }

    @Test
    void saysThatTheNodeDoesNotKnowSegwit() {
        String answer = TemplateJson.small().with("rules", "[\"csv\"]").answer();
        rig.node.script("getblocktemplate", FakeNode.http(200, answer));
        rig.connect();
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.BAD_TEMPLATE, failure.cause());
        assertTrue(failure.detail().contains("segwit"), failure.detail());
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        rig.connect("127.0.0.1", port, SoloRig.password());
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.CONNECT, failure.cause());
        assertTrue(failure.detail().contains("refused"), failure.detail());
    }

    @Test
    void saysThatTheNameIsUnknown() {
        rig.connect("no-such-host.invalid", 8332, SoloRig.password());
        UpstreamFailure failure = rig.listener.awaitDown();
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
    void saysThatTheCookieFileIsMissing(@TempDir Path folder) {
        Path cookie = folder.resolve("none");
        rig.connect(new RpcCredentials.CookieFile(cookie));
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.UNAUTHORIZED, failure.cause());
        assertTrue(failure.detail().contains(cookie.toString()), failure.detail());
    }

    /** The bytes of a template end in the middle of a transaction, and then the connection. */
    @Test
    void saysThatATemplateWasCutOff() {
        String answer = TemplateJson.small().answer();
        for (int at : new int[] {1, answer.indexOf("\"data\"") + 20, answer.length() - 3}) {
            rig.node.script("getblocktemplate", cutOff(answer, at));
            RecordingListener own = new RecordingListener();
            var _ = rig.connect(own);
            UpstreamFailure failure = own.awaitDown();
            assertEquals(Cause.CLOSED_BY_PEER, failure.cause());
            assertEquals(
                    "the node hung up: connection closed before the whole answer came",
                    failure.detail());
            assertEquals(List.of("down"), own.order(), "no job of half a template");
        }
    }

    @Test
    void minesOnTheLastTemplateWhenTheNextIsCutOff() {
        var _ = rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        String answer = TemplateJson.small().answer();
        rig.node.script("getblocktemplate", cutOff(answer, answer.length() / 2));
        rig.time.advance(TemplateFeed.REFRESH);
        rig.awaitCalls("getblocktemplate", 3);
        rig.time.passPause(SoloRig.PAUSE);
        rig.listener.awaitJob(1);
        assertEquals(List.of("ready", "job", "job"), rig.listener.order());
    }

    /** A long poll may wait for ever behind a dead NAT entry; news come by the other call. */
    @Test
    void aBlockIsNoticedWhileTheLongPollIsSilent() {
        String answer = TemplateJson.small().answer();
        rig.node.script("getblocktemplate", FakeNode.http(200, answer));
        rig.node.script("getblocktemplate", silent());
        var _ = rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.node.newBlock(SoloRig.THEIRS);
        rig.time.advance(TemplateFeed.REFRESH);
        Job job = rig.listener.awaitJob(1);
        assertEquals(SoloRig.THEIRS, job.prevHash());
        assertEquals(Job.Renewal.REPLACE, job.renewal());
        assertEquals(1, rig.longPolls());
    }

    @Test
    void aNodeThatFallsSilentIsGivenUp() {
        var _ = rig.connect();
        rig.listener.awaitJob(0);
        rig.awaitLongPoll(1);
        rig.node.script("getblocktemplate", silent());
        rig.node.script("getblocktemplate", silent());
        rig.time.advance(TemplateFeed.REFRESH);
        rig.awaitCalls("getblocktemplate", 3);
        rig.time.advance(Duration.ofSeconds(30));
        rig.time.passPause(SoloRig.PAUSE);
        rig.awaitCalls("getblocktemplate", 4);
        assertTrue(rig.listener.failure().isEmpty(), "once may be chance");
        rig.time.advance(Duration.ofSeconds(30));
        UpstreamFailure failure = rig.listener.awaitDown();
        assertEquals(Cause.REPLY_TIMEOUT, failure.cause());
        assertEquals("no whole answer to getblocktemplate within 30 s", failure.detail());
    }

    /** A node that sends a template drop by drop has as long as one that is silent. */
    @Test
    void aTemplateThatDripsIsGivenUp() {
        CountDownLatch halfSent = new CountDownLatch(1);
        rig.node.script(
                "getblocktemplate",
                out -> {
                    String answer = TemplateJson.small().answer();
                    cutOff(answer, answer.length() / 2).write(out);
                    out.flush();
                    halfSent.countDown();
                    new CountDownLatch(1).await();
                });
        var _ = rig.connect();
        Await.until("half a template is sent", () -> halfSent.getCount() == 0);
        rig.time.advance(Duration.ofSeconds(30));
        assertEquals(Cause.REPLY_TIMEOUT, rig.listener.awaitDown().cause());
    }

    private void assertFails(FakeNode.Answer answer, Cause cause) {
        RecordingListener own = new RecordingListener();
        rig.node.script("getblockchaininfo", answer);
        var _ = rig.connect(own);
        assertEquals(cause, own.awaitDown().cause());
    }

    /** As HTTP announces the whole answer, but no more than its first characters come. */
    private static FakeNode.Answer cutOff(String answer, int chars) {
        return FakeNode.raw(
                "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(answer.length(), answer.substring(0, chars)));
    }

    private static FakeNode.Answer silent() {
        return _ -> new CountDownLatch(1).await();
    }
}
