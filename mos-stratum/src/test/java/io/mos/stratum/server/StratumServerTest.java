package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.chain.Extranonce;
import io.mos.core.kernel.Health;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.FakeSource;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Over loopback sockets. */
@Tag("sim")
class StratumServerTest {

    private final SocketRig rig;

    StratumServerTest() throws IOException, InterruptedException {
        rig = new SocketRig();
    }

    @AfterEach
    void close() throws IOException {
        rig.close();
    }

    @Test
    void creditsSharesAndPassesOnTheSources() throws IOException {
        Job job = rig.newBlock();
        SocketMiner miner = rig.connect().begin();
        Set<Extranonce> wanted = new HashSet<>();
        for (int i = 0; i < 24; i++) {
            int bits = (i << 13) & 0x1fff_e000;
            WireMiner.Found found =
                    miner.wire.find(
                            miner.wire.job(),
                            ServerRig.VERSION | bits,
                            OptionalInt.of(bits),
                            SocketRig.EASY.target()::isMetBy);
            assertTrue(miner.submit(found.submit()).isTrue());
            if (job.shareTarget().isMetBy(found.header().hash())) {
                wanted.add(found.submit().extranonce2());
            }
        }
        List<Share> passedOn = rig.source.unanswered();
        assertEquals(wanted.size(), passedOn.size());
        for (Share share : passedOn) {
            assertEquals(job, share.job());
            assertEquals(job.merkle().root(share.extranonce2()), share.header().merkleRoot());
            assertEquals(job.prevHash(), share.header().prevHash());
            assertEquals(share.header().hash(), share.hash());
            assertTrue(job.shareTarget().isMetBy(share.hash()));
            assertTrue(job.versionMask().covers(share.header().version() ^ job.version()));
            rig.source.answer(new ShareVerdict.Accepted());
        }
    }

    @Test
    void tellsEveryMinerOfANewBlock() throws IOException {
        rig.newBlock();
        List<SocketMiner> miners = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            miners.add(rig.connect().begin());
        }
        Job next = rig.newBlock();
        Set<Extranonce> extranonces = new HashSet<>();
        for (SocketMiner miner : miners) {
            miner.awaitJobs(2);
            assertEquals(next.prevHash(), miner.wire.job().job().prevHash());
            assertTrue(miner.wire.job().job().cleanJobs());
            assertTrue(extranonces.add(miner.wire.extranonce1));
        }
        assertEquals(50, rig.connected());
    }

    @Test
    void letsMinersWaitForTheFirstJob() throws IOException {
        SocketMiner early = rig.connect();
        early.send(
                """
                {'id':2,'method':'mining.subscribe','params':['test/1']}
                {'id':3,'method':'mining.authorize','params':['w','x']}
                """);
        rig.awaitConnected(1);
        rig.newBlock();
        early.awaitJobs(1);
        assertTrue(early.submit(early.wire.find().submit()).isTrue());
    }

    @Test
    void refusesWhatIsStaleWhileTheSourceIsDry() throws IOException {
        rig.newBlock();
        SocketMiner miner = rig.connect().begin();
        WireMiner.Found found = miner.wire.find();
        rig.source.runDry("pool gone");
        Await.until(
                "shares are refused",
                () -> {
                    try {
                        return miner.submit(found.submit()).error().map(e -> e.code()).orElse(0)
                                == 21;
                    } catch (IOException e) {
                        throw new AssertionError("the connection must stay", e);
                    }
                });
        rig.newBlock();
        miner.awaitJobs(2);
        assertTrue(miner.submit(miner.wire.find().submit()).isTrue());
    }

    @Test
    void saysWhichPortIsTaken() throws InterruptedException {
        int taken = rig.server.port();
        StratumServer second =
                new StratumServer(
                        SocketRig.config(taken),
                        new FakeSource("second"),
                        rig.time,
                        new ReferenceEngine(),
                        new SimpleMeterRegistry());
        IOException failure = assertThrows(IOException.class, second::start);
        String message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("127.0.0.1:" + taken), message);
        assertInstanceOf(Health.Down.class, second.health());
        assertThrows(IllegalStateException.class, second::port);
    }

    @Test
    void takesNoJobsAfterItsEnd() throws IOException, InterruptedException {
        rig.newBlock();
        SocketMiner miner = rig.connect().begin();
        assertEquals(Health.UP, rig.server.health());
        rig.server.close();
        assertEquals(List.of(), miner.readToEnd());
        assertInstanceOf(Health.Down.class, rig.server.health());
        rig.newBlock();
        rig.source.runDry("late");
    }
}
