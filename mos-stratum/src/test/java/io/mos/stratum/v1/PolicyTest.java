package io.mos.stratum.v1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.testkit.Await;
import io.mos.core.work.SourceId;
import io.mos.stratum.NetLoop;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.OptionalCalls;
import io.mos.stratum.failover.PayoutGuard;
import io.mos.stratum.failover.PoolConfig;
import io.mos.stratum.failover.Upstream;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guard's word counts wherever an account is named or a connection made. */
class PolicyTest {

    private static final PoolConfig POOL =
            PoolConfig.pool("stratum+tcp://eu.pool-example.com:3333", "me.w1");
    private static final PoolConfig OTHER =
            PoolConfig.pool("stratum+tcp://eu.pool-example.com:4444", "me.w1");
    private static final PayoutGuard GUARD = new PayoutGuard(List.of(POOL));

    @Test
    void namesNoAccountTheGuardDoesNotKnow() {
        for (HandshakeStyle style : HandshakeStyle.values()) {
            PoolMemory memory = new PoolMemory();
            while (memory.style() != style) {
                memory.ended(PoolMemory.Progress.OPENING, Cause.CLOSED_BY_PEER);
            }
            List<SessionAction> actions = openingAs("thief", memory);
            actions.forEach(action -> assertTrue(!names(action, "thief"), action.toString()));
            SessionAction.Close close =
                    assertInstanceOf(SessionAction.Close.class, actions.getLast());
            assertEquals(Cause.POLICY, close.failure().cause());
        }
    }

    @Test
    @Tag("sim")
    void connectsToNoPoolTheGuardDoesNotKnow() throws InterruptedException {
        assertEquals(Cause.POLICY, dial(OTHER, Optional.empty()));
        Destination stranger = new Destination("evil.example.net", 3333);
        assertEquals(Cause.POLICY, dial(POOL, Optional.of(stranger)));
    }

    private static List<SessionAction> openingAs(String user, PoolMemory memory) {
        SessionConfig config =
                new SessionConfig(
                        POOL.parsedUrl(),
                        GUARD,
                        "mos/test",
                        user,
                        "x",
                        OptionalCalls.ALL,
                        Optional.empty());
        V1Session session =
                new V1Session(config, memory, new Upstream.Terms(new SourceId("pools"), 1));
        List<SessionAction> actions = new ArrayList<>(session.onConnected(0));
        for (int id = 1; id <= 3; id++) {
            String reply = "{\"id\":" + id + ",\"result\":[[],\"aabbccdd\",4]}";
            actions.addAll(session.onLine(0, reply.getBytes(UTF_8)));
        }
        return actions;
    }

    private static boolean names(SessionAction action, String user) {
        return action instanceof SessionAction.Send(V1Message.Call(var _, V1Call body))
                && body.params().toString().contains(user);
    }

    /** What an attempt ends by; nothing is asked of the name service. */
    private static Cause dial(PoolConfig pool, Optional<Destination> redirect)
            throws InterruptedException {
        NetLoop net = new NetLoop();
        try {
            V1Runtime runtime =
                    new V1Runtime(
                            net.eventLoop(),
                            new LockedTime(),
                            GUARD,
                            new StratumMetrics(new SimpleMeterRegistry()),
                            "mos/test");
            CompletableFuture<V1Dialer.Outcome> end = new CompletableFuture<>();
            List<String> resolved = new ArrayList<>();
            NameResolver resolver =
                    host -> {
                        resolved.add(host);
                        return List.of(InetAddress.getLoopbackAddress());
                    };
            V1Dialer dialer =
                    new V1Dialer(
                            pool.parsedUrl(),
                            Optional.empty(),
                            Optional.empty(),
                            new V1Dialer.Net(runtime, resolver));
            net.eventLoop()
                    .execute(() ->
                            dialer.dial(
                                    redirect, ChannelInboundHandlerAdapter::new, end::complete));
            V1Dialer.Outcome.Failed failed =
                    assertInstanceOf(V1Dialer.Outcome.Failed.class, Await.result(end));
            assertEquals(List.of(), resolved);
            return failed.failure().cause();
        } finally {
            net.close();
        }
    }
}
