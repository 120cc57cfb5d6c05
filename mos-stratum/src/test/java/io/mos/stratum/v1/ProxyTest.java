package io.mos.stratum.v1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.TlsMode;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.mockpool.HonestScript;
import io.mos.stratum.mockpool.MockPool;
import io.mos.stratum.mockpool.SocksProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes through a SOCKS5 proxy, and what never goes around it. */
@Tag("sim")
class ProxyTest {

    private static final Difficulty EASY = Difficulty.of(0.0000001);

    private final List<String> resolved = new CopyOnWriteArrayList<>();
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
    void leavesTheNameToTheProxy() throws IOException {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest);
                SocksProxy proxy = SocksProxy.start(pool.port());
                NetRig rig = rig(proxied("poolpoolpool.onion", proxy.address()))) {
            rig.awaitJob();
            rig.mineOne(honest);
            assertEquals(List.of("name poolpoolpool.onion:3333"), proxy.asked());
            assertEquals(List.of(), resolved, "nothing is resolved here");
        }
    }

    @Test
    void resolvesTheProxysOwnNameAndNotThePools() throws IOException {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest);
                SocksProxy proxy = SocksProxy.start(pool.port());
                NetRig rig =
                        rig(
                                proxied(
                                        "eu.pool-example.com",
                                        proxy.address().replace("127.0.0.1", "proxy.test")))) {
            rig.awaitJob();
            assertEquals(List.of("proxy.test"), resolved);
            assertEquals(List.of("name eu.pool-example.com:3333"), proxy.asked());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, address 10.1.2.3:3333",
        "[2001:db8::1], address 2001:db8:0:0:0:0:0:1:3333",
    })
    void givesTheProxyAddressesAsAddresses(String host, String asked) throws IOException {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest);
                SocksProxy proxy = SocksProxy.start(pool.port());
                NetRig rig = rig(proxied(host, proxy.address()))) {
            rig.awaitJob();
            assertEquals(List.of(asked), proxy.asked());
            assertEquals(List.of(), resolved);
        }
    }

    @Test
    void saysThatTheProxyRefused() throws IOException {
        try (SocksProxy proxy = SocksProxy.start(0);
                NetRig rig = rig(proxied("eu.pool-example.com", proxy.address()))) {
            rig.awaitEnded(Cause.PROXY);
        }
    }

    /** What follows the proxy's nonsense is no word of the pool's. */
    @Test
    void takesNoWordOfAProxyForThePools() throws IOException {
        String nonsense = "HTTP/1.1 400\n{'method':'client.reconnect','params':[]}";
        try (MockPool proxy =
                        MockPool.start(HostileScripts.onConnect(peer -> peer.send(nonsense)));
                NetRig rig = rig(proxied("eu.pool-example.com", "127.0.0.1:" + proxy.port()))) {
            Await.until("a second attempt", () -> proxy.peers().size() >= 2);
            assertTrue(rig.ended(Cause.PROXY) >= 1);
            assertEquals(0, rig.ended(Cause.RECONNECT) + rig.ended(Cause.NOT_JSON));
        }
    }

    @Test
    void neverResolvesOnionNames() throws IOException {
        try (NetRig rig =
                rig(PoolConfig.pool("stratum+tcp://poolpoolpool.onion:3333", NetRig.USER))) {
            rig.awaitEnded(Cause.RESOLVE);
            assertEquals(List.of(), resolved);
        }
    }

    private NetRig rig(PoolConfig pool) throws IOException {
        return new NetRig(time, this::resolve, pool);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolved.add(host);
        return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    private static PoolConfig proxied(String host, String proxy) {
        return new PoolConfig(
                "stratum+tcp://" + host + ":3333",
                NetRig.USER,
                PoolConfig.DEFAULT_PASSWORD,
                Optional.empty(),
                TlsMode.SYSTEM,
                "",
                proxy,
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                "",
                "");
    }
}
