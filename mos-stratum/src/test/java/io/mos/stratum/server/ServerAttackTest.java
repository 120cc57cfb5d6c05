package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.ByteString;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.MerkleSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever one connection does, the others mine on. */
@Tag("sim")
class ServerAttackTest {

    private static final String CALL = "{'id':1,'method':'mining.nonsense','params':[]}\n";

    private static final ServerLimits LIMITS =
            new ServerLimits(
                    60, 50, Duration.ofSeconds(2), Duration.ofMinutes(15), 16 * 1024, 200, 50);

    record Attack(String text, Closing cause) {}

    static List<Attack> attacks() {
        return List.of(
                new Attack("{'id':1,'method':'" + "a".repeat(70_000), Closing.LINE_TOO_LONG),
                new Attack("GET / HTTP/1.1\r\nHost: pool\r\n\r\n", Closing.NOT_JSON),
                new Attack("\0\0\0\0\0\0\0\0\n", Closing.NOT_JSON),
                new Attack("\26\3\1\2\0\1\0\1\374\3\3\n", Closing.NOT_JSON),
                new Attack("[".repeat(10_000) + "\n", Closing.BEYOND_LIMITS),
                new Attack("{'a':".repeat(2_000) + "\n", Closing.BEYOND_LIMITS),
                new Attack("[]\n", Closing.NOT_A_MESSAGE),
                new Attack(CALL.repeat(2_000), Closing.CALL_FLOOD));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void endsTheAttackerAlone(Attack attack) throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig(LIMITS)) {
            rig.newBlock();
            SocketMiner honest = rig.connect().begin();
            SocketMiner attacker = rig.connect().begin();
            rig.awaitConnected(2);
            try {
                attacker.send(attack.text());
            } catch (SocketException e) {
                assertTrue(rig.closed(attack.cause()) > 0, "only if it was ended meanwhile");
            }
            attacker.readToEnd();
            rig.awaitConnected(1);
            assertEquals(1, rig.closed(attack.cause()));
            assertEquals(0, rig.closed(Closing.DEFECT));
            assertTrue(honest.submit(honest.wire.find().submit()).isTrue());
        }
    }

    @Test
    void endsWhoDripsOrSaysNothing() throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig(LIMITS)) {
            rig.newBlock();
            SocketMiner honest = rig.connect().begin();
            for (int i = 0; i < 10; i++) {
                rig.connect();
            }
            SocketMiner drips = rig.connect();
            rig.awaitConnected(12);
            Await.until(
                    "all but the honest one are ended",
                    () -> {
                        drip(drips);
                        return rig.connected() == 1;
                    });
            assertEquals(11, rig.closed(Closing.HANDSHAKE_TIMEOUT));
            assertTrue(honest.submit(honest.wire.find().submit()).isTrue());
        }
    }

    @Test
    void endsWhoDoesNotRead() throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig(LIMITS)) {
            Job large = largeJob(rig);
            rig.source.give(large);
            SocketMiner honest = rig.connect().begin();
            SocketMiner deaf = rig.connect().begin();
            // Far more than the kernel's buffers and ours hold together.
            for (int i = 0; i < 400 && rig.closed(Closing.SLOW_READER) == 0; i++) {
                rig.source.give(large);
                honest.awaitJobs(honest.wire.jobs.size() + 1);
                honest.wire.jobs.removeFirst();
            }
            rig.awaitClosed(Closing.SLOW_READER, 1);
            rig.awaitConnected(1);
            deaf.readToEnd();
        }
    }

    @Test
    void turnsAwayMoreThanItsLimitsOfAnAddress() throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig(LIMITS)) {
            rig.newBlock();
            List<SocketMiner> admitted = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                admitted.add(rig.connect().begin());
            }
            assertEquals(List.of(), rig.connect().readToEnd());
            assertEquals(1, rig.closed(Closing.TOO_MANY));
            admitted.getFirst().close();
            rig.awaitConnected(49);
            rig.connect().begin();
            assertEquals(50, rig.connected());
        }
    }

    /** Many addresses, each within its own limit. */
    @Test
    void turnsAwayMoreThanItsLimitsInAll() throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig(LIMITS)) {
            rig.newBlock();
            SocketMiner honest = rig.connect().begin();
            for (int i = 1; i < 60; i++) {
                rig.connectFrom(2 + i / 20);
            }
            rig.awaitConnected(60);
            assertEquals(List.of(), rig.connectFrom(9).readToEnd());
            assertEquals(List.of(), rig.connect().readToEnd());
            assertEquals(2, rig.closed(Closing.TOO_MANY));
            assertTrue(honest.submit(honest.wire.find().submit()).isTrue());
            rig.awaitClosed(Closing.HANDSHAKE_TIMEOUT, 59);
            rig.awaitConnected(1);
            rig.connectFrom(9).begin();
        }
    }

    @Test
    void staysCheapUnderManyIdleConnections() throws IOException, InterruptedException {
        try (SocketRig rig = new SocketRig()) {
            rig.newBlock();
            SocketMiner honest = rig.connect().begin();
            long before = usedHeapBytes();
            int idle = 2_000;
            List<Socket> sockets = new ArrayList<>(idle);
            for (int i = 0; i < idle; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), rig.server.port()));
            }
            rig.awaitConnected(idle + 1);
            long perConnection = (usedHeapBytes() - before) / idle;
            assertTrue(honest.submit(honest.wire.find().submit()).isTrue());
            for (Socket socket : sockets) {
                socket.close();
            }
            // The sockets' other ends are in this heap as well.
            assertTrue(perConnection < 8 * 1024, perConnection + " bytes each");
            rig.awaitConnected(1);
        }
    }

    /** 32 kB a line, as that of a pool that pays hundreds of people in its coinbase. */
    private static Job largeJob(SocketRig rig) {
        Job job = rig.give(Job.Renewal.REPLACE, SocketRig.EASY.target());
        MerkleSource.Coinbase coinbase = (MerkleSource.Coinbase) job.merkle();
        return TestCoinbases.put(
                new MerkleSource.Coinbase(
                        coinbase.prefix(),
                        coinbase.extranonce1(),
                        coinbase.extranonce2SizeBytes(),
                        ByteString.of(new byte[16 * 1024]),
                        coinbase.branch()),
                job);
    }

    private static void drip(SocketMiner miner) {
        try {
            miner.send(" ");
        } catch (IOException e) {
            assertEquals(SocketException.class, e.getClass(), "ended, and nothing else");
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
