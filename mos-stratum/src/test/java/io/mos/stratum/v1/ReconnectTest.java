package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.mockpool.PoolScript;
import io.mos.stratum.mockpool.TestMiner;
import io.mos.stratum.v1.ClientCall.MiningAuthorize;
import io.mos.stratum.v1.ClientCall.MiningSubmit;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pool sends its miners elsewhere: where they go, and as whom. */
@Tag("sim")
class ReconnectTest {

    private static final Difficulty EASY = Difficulty.of(0.0000001);
    private static final String HOST = "eu.pool-example.com";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private final HonestScript there = new HonestScript(EASY);
    private SystemTime time = new SystemTime();

    @BeforeEach
    void start() {
        time = new SystemTime();
    }

    @AfterEach
    void stop() {
        time.close();
    }

    @Test
    void goesToAnotherHostOfThePoolsDomainAsTheSameUser() throws IOException {
        try (MockPool other = MockPool.start(there);
                MockPool pool = MockPool.start(sendingTo("us.pool-example.com", other.port()));
                NetRig rig = rig(pool)) {
            Await.until("a connection there", PATIENCE, () -> there.accepted() + mine(rig) > 0);
            assertEquals(Set.of(HOST, "us.pool-example.com"), Set.copyOf(resolved));
            assertEquals(Set.of(NetRig.USER), accountsNamedTo(other));
            assertEquals(Set.of(NetRig.USER), accountsNamedTo(pool));
        }
    }

    @Test
    void goesToAnotherPortAndBackToTheConfiguredOneWhenThatIsGone() throws IOException {
        try (MockPool other = MockPool.start(there);
                MockPool pool = MockPool.start(sendingTo("", other.port()));
                NetRig rig = rig(pool)) {
            Await.until("a connection there", PATIENCE, () -> !other.peers().isEmpty());
            other.cutOff();
            Await.until("back again", PATIENCE, () -> pool.peers().size() >= 2);
            assertEquals(Set.of(HOST), Set.copyOf(resolved));
            assertFalse(rig.source.status().endpoints().isEmpty());
        }
    }

    @Test
    void staysWithTheConfiguredHostWhenSentToAStranger() throws IOException {
        try (MockPool stranger = MockPool.start(there);
                MockPool pool = MockPool.start(sendingTo("evil.example.net", stranger.port()));
                NetRig _ = rig(pool)) {
            Await.until("back again", PATIENCE, () -> pool.peers().size() >= 3);
            assertEquals(Set.of(HOST), Set.copyOf(resolved));
            assertEquals(List.of(), stranger.peers());
            assertEquals(Set.of(NetRig.USER), accountsNamedTo(pool));
        }
    }

    /** Honest until a miner is authorised, who is then sent away. */
    private static PoolScript sendingTo(String host, int port) {
        HonestScript honest = new HonestScript(EASY);
        return (peer, message) -> {
            honest.onMessage(peer, message);
            if (message instanceof V1Message.Call(var _, MiningAuthorize _)) {
                peer.send(
                        "{'method':'client.reconnect','params':['%s','%d',0]}"
                                .formatted(host, port));
            }
        };
    }

    private static Set<String> accountsNamedTo(MockPool pool) {
        Set<String> accounts = ConcurrentHashMap.newKeySet();
        pool.peers().stream()
                .flatMap(peer -> peer.received().stream())
                .map(line -> V1Codec.read(line.getBytes(UTF_8)))
                .forEach(message -> {
                    if (message instanceof V1Message.Call(var _, MiningAuthorize named)) {
                        accounts.add(named.user());
                    } else if (message instanceof V1Message.Call(var _, MiningSubmit named)) {
                        accounts.add(named.worker());
                    }
                });
        return accounts;
    }

    /** Submits one share of the current job, if there is one; whether it was accepted. */
    private static int mine(NetRig rig) {
        Job job = rig.job.get();
        if (job == null) {
            return 0;
        }
        return TestMiner.search(job, System.nanoTime(), 1 << 12)
                .map(share -> Await.result(rig.source.shares().submit(share)))
                .filter(ShareVerdict.Accepted.class::isInstance)
                .map(_ -> 1)
                .orElse(0);
    }

    private NetRig rig(MockPool pool) throws IOException {
        PoolConfig config =
                PoolConfig.pool("stratum+tcp://" + HOST + ":" + pool.port(), NetRig.USER);
        return new NetRig(time, this::resolve, config);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolved.add(host);
        return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }
}
