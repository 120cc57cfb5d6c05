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
import io.mos.stratum.mockpool.TestCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How bytes get to a pool: TLS with its three kinds of trust, names and addresses. */
@Tag("sim")
class TransportTest {

    private static final Difficulty EASY = Difficulty.of(0.0000001);
    private static final String TRUST_STORE = "javax.net.ssl.trustStore";
    private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";

    @TempDir private static Path folder = Path.of(".");
    private static Optional<TestCertificate> certificate = Optional.empty();

    private final List<String> resolved = new CopyOnWriteArrayList<>();
    private SystemTime time = new SystemTime();

    @BeforeAll
    static void makeCertificate()
            throws IOException, GeneralSecurityException, InterruptedException {
        certificate = Optional.of(TestCertificate.make(folder, "pool.test"));
    }

    @BeforeEach
    void start() {
        time = new SystemTime();
    }

    @AfterEach
    void stop() {
        time.close();
        System.clearProperty(TRUST_STORE);
        System.clearProperty(TRUST_STORE_PASSWORD);
    }

    @Test
    void takesThePinnedKeyWhateverItsNameAndSigner() throws Exception {
        assertMinesOverTls("localhost", TlsMode.PIN, certificate().pin());
    }

    @Test
    void takesAnybodyWhenToldSo() throws Exception {
        assertMinesOverTls("localhost", TlsMode.INSECURE, "");
    }

    @Test
    void takesACertificateThatTheSystemTrustsForTheHostName() throws Exception {
        trustTheCertificate();
        assertMinesOverTls("pool.test", TlsMode.SYSTEM, "");
    }

    @Test
    void refusesATrustedCertificateForAnotherHostName() throws Exception {
        trustTheCertificate();
        String detail = assertRefusedOverTls("other.test", TlsMode.SYSTEM, "");
        assertTrue(detail.contains("other.test"), detail);
    }

    @Test
    void refusesACertificateTheSystemDoesNotTrust() throws Exception {
        assertRefusedOverTls("pool.test", TlsMode.SYSTEM, "");
    }

    @Test
    void refusesEveryKeyButThePinnedOne() throws Exception {
        String detail = assertRefusedOverTls("pool.test", TlsMode.PIN, "ab".repeat(32));
        assertTrue(detail.contains("sha256/" + certificate().pin()), detail);
    }

    @Test
    void refusesTlsFromAPoolThatSpeaksPlainly() throws Exception {
        try (MockPool pool = MockPool.start(new HonestScript(EASY));
                NetRig rig = rig(tls("pool.test", pool.port(), TlsMode.INSECURE, ""))) {
            Await.until(
                    "the pool is not mined on",
                    () -> rig.ended(Cause.TLS) + rig.ended(Cause.CLOSED_BY_PEER) > 0);
        }
    }

    @Test
    void reachesATlsPoolThroughTheProxy() throws Exception {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest, certificate().sockets());
                SocksProxy proxy = SocksProxy.start(pool.port());
                NetRig rig =
                        rig(
                                config(
                                        "stratum+ssl://pool.test:443",
                                        TlsMode.PIN,
                                        certificate().pin(),
                                        proxy.address()))) {
            rig.awaitJob();
            rig.mineOne(honest);
            assertEquals(List.of("name pool.test:443"), proxy.asked());
        }
    }

    @Test
    void resolvesTheNameAnewAtEachAttempt() throws IOException {
        try (NetRig rig = rig(PoolConfig.pool("stratum+tcp://absent.test:3333", NetRig.USER))) {
            Await.until("a second attempt", () -> rig.ended(Cause.RESOLVE) >= 2);
            assertTrue(resolved.size() >= 2, resolved.toString());
        }
    }

    @Test
    void triesTheNextAddressOfAName() throws IOException {
        HonestScript honest = new HonestScript(EASY);
        InetAddress dead = InetAddress.getByAddress(new byte[] {127, 0, 0, 9});
        InetAddress live = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try (MockPool pool = MockPool.start(honest);
                NetRig rig =
                        new NetRig(
                                time,
                                _ -> List.of(dead, live),
                                PoolConfig.pool(
                                        "stratum+tcp://two.test:" + pool.port(), NetRig.USER))) {
            rig.awaitJob();
        }
    }

    private void assertMinesOverTls(String host, TlsMode mode, String pin) throws Exception {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest, certificate().sockets());
                NetRig rig = rig(tls(host, pool.port(), mode, pin))) {
            rig.awaitJob();
            rig.mineOne(honest);
        }
    }

    /** The reason as people see it. */
    private String assertRefusedOverTls(String host, TlsMode mode, String pin) throws Exception {
        HonestScript honest = new HonestScript(EASY);
        try (MockPool pool = MockPool.start(honest, certificate().sockets());
                NetRig rig = rig(tls(host, pool.port(), mode, pin))) {
            rig.awaitEnded(Cause.TLS);
            pool.peers().forEach(peer -> assertEquals(List.of(), peer.received()));
            return Await.value(
                    "the reason is shown",
                    () ->
                            Optional.of(rig.source.status().endpoints().getFirst().detail())
                                    .filter(detail -> !detail.isEmpty()));
        }
    }

    private static void trustTheCertificate() throws Exception {
        System.setProperty(TRUST_STORE, certificate().trustStore().toString());
        System.setProperty(TRUST_STORE_PASSWORD, TestCertificate.PASSWORD);
    }

    private NetRig rig(PoolConfig pool) throws IOException {
        return new NetRig(time, this::resolve, pool);
    }

    private List<InetAddress> resolve(String host) throws UnknownHostException {
        resolved.add(host);
        if (host.startsWith("absent")) {
            throw new UnknownHostException(host);
        }
        return List.of(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    }

    private static TestCertificate certificate() {
        return certificate.orElseThrow();
    }

    private static PoolConfig tls(String host, int port, TlsMode mode, String pin) {
        return config("stratum+ssl://" + host + ":" + port, mode, pin, "");
    }

    private static PoolConfig config(String url, TlsMode mode, String pin, String proxy) {
        return new PoolConfig(
                url,
                NetRig.USER,
                PoolConfig.DEFAULT_PASSWORD,
                Optional.empty(),
                mode,
                pin,
                proxy,
                OptionalCalls.ALL,
                OptionalDouble.empty(),
                "",
                "");
    }
}
