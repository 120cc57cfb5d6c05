package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.work.Job;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerConnectionTest {

    private static final String CALL = "{'id':1,'method':'mining.nonsense','params':[]}\n";

    private final ServerRig server = ServerRig.withJob();
    private final ConnectionRig rig = new ConnectionRig(server);

    @AfterEach
    void release() {
        rig.channel.finishAndReleaseAll();
    }

    /** A translator in the field loses jobs when these come in one segment. */
    @Test
    void answersAWholeHandshakeInOneSegment() {
        rig.send(
                """
                {'id':1,'method':'mining.configure','params':[['version-rolling'],{}]}
                {'id':2,'method':'mining.subscribe','params':['a/1']}
                {'id':3,'method':'mining.authorize','params':['w','x']}
                {'id':4,'method':'mining.extranonce.subscribe','params':[]}
                {'id':5,'method':'mining.suggest_difficulty','params':[1]}
                """);
        List<String> heard = rig.heard();
        assertEquals(9, heard.size(), heard.toString());
        for (int id = 1; id <= 5; id++) {
            String start = "{'id':" + id + ",";
            assertEquals(1, heard.stream().filter(line -> line.startsWith(start)).count());
        }
        assertEquals(
                2,
                heard.stream().filter(line -> line.contains("'method':'mining.notify'")).count());
    }

    @Test
    void answersAHandshakeThatComesByteByByte() {
        String line = "{'id':3,'method':'mining.authorize','params':['w','x']}\r\n";
        line.chars().forEach(c -> rig.send(String.valueOf((char) c)));
        assertEquals(List.of("{'id':3,'result':true,'error':null}"), rig.heard());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "this is not json\n",
                "{'id':1\n",
                "GET / HTTP/1.1\r\n\r\n",
                "\0\0\0\0\n",
                "{'id':1,'method':'mining.ping\0','params':[]}\n",
                "{'id':NaN,'method':'mining.ping','params':[]}\n",
                "{} {}\n",
            })
    void endsWhatIsNoJson(String text) {
        rig.send(text);
        assertEquals(List.of(Closing.NOT_JSON), rig.closings);
        assertClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]\n", "7\n", "{}\n", "null\n", "'text'\n", "{'params':[]}\n"})
    void endsWhatIsNoMessage(String text) {
        rig.send(text);
        assertEquals(List.of(Closing.NOT_A_MESSAGE), rig.closings);
        assertClosed();
    }

    @Test
    void endsALineThatIsTooLongBeforeItsEnd() {
        rig.send("{'id':1,'method':'" + "a".repeat(70_000));
        assertEquals(List.of(Closing.LINE_TOO_LONG), rig.closings);
        assertClosed();
    }

    @Test
    void endsDeepNesting() {
        rig.send("{'id':1,'method':'x','params':" + "[".repeat(10_000) + "\n");
        assertEquals(List.of(Closing.BEYOND_LIMITS), rig.closings);
        assertClosed();
    }

    @Test
    void looksAtNothingBehindTheLineThatEndedIt() {
        rig.begin().heard();
        rig.send("no\n{'id':5,'method':'mining.submit','params':['w','1.0','0000','0','0']}\n");
        assertEquals(List.of(), rig.heard());
        assertEquals(List.of(Closing.NOT_JSON), rig.closings);
        assertEquals(0, server.registry.getMeters().size(), "no share was judged");
    }

    @Test
    void endsAMinerThatDoesNotGetToWorkInTime() {
        rig.send("{'id':2,'method':'mining.subscribe','params':[]}\n");
        server.time.advance(Duration.ofSeconds(29));
        assertTrue(rig.tick().isOpen());
        server.time.advance(Duration.ofSeconds(1));
        assertFalse(rig.tick().isOpen());
        assertEquals(List.of(Closing.HANDSHAKE_TIMEOUT), rig.closings);
        assertEquals(0, server.book().extranonces().leased());
    }

    @Test
    void saysSoWhenItWasWeWhoHadNoWork() {
        ServerRig empty = new ServerRig();
        ConnectionRig waits = new ConnectionRig(empty).begin();
        empty.time.advance(Duration.ofSeconds(30));
        assertFalse(waits.tick().isOpen());
        assertEquals(List.of(Closing.NO_WORK), waits.closings);
    }

    @Test
    void countsAsSilentOnlyWhatSaysNoWholeLine() {
        rig.begin();
        for (int i = 0; i < 14; i++) {
            server.time.advance(Duration.ofMinutes(1));
            rig.send("{");
            assertTrue(rig.tick().isOpen());
        }
        server.time.advance(Duration.ofMinutes(1));
        assertFalse(rig.tick().isOpen());
        assertEquals(List.of(Closing.SILENT), rig.closings);
    }

    @Test
    void endsAFloodOfCalls() {
        rig.begin();
        int burst = ServerLimits.STANDARD.callBurst();
        rig.send(CALL.repeat(burst - 2));
        assertTrue(rig.isOpen());
        rig.send(CALL);
        assertEquals(List.of(Closing.CALL_FLOOD), rig.closings);
        assertClosed();
    }

    @Test
    void bearsAHighRateForLong() {
        rig.begin();
        for (int second = 0; second < 60; second++) {
            rig.send(CALL.repeat(ServerLimits.STANDARD.callsPerSecond()));
            server.time.advance(Duration.ofSeconds(1));
        }
        assertTrue(rig.isOpen());
    }

    @Test
    void tellsJobsAndEndsWhoCannotFollow() {
        rig.begin().heard();
        rig.onJob(server.newBlock());
        assertEquals(1, rig.heard().size());
        server.book().extranonces().use(TestCoinbases.of("aabb", 4));
        rig.onJob(server.book().add(server.job(Job.Renewal.UPDATE)).orElseThrow());
        assertEquals(List.of(Closing.EXTRANONCE_CHANGED), rig.closings);
        assertClosed();
    }

    /** Any text that can be read can be echoed: half a surrogate pair too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'id':1,'method':'\\ud800','params':[]}\n",
                "{'id':'\\udc00','method':'mining.ping','params':[]}\n",
                "{'id':1,'method':'\\u0000\\n\\u202e','params':[]}\n",
                "{'id':1,'method':'mining.configure','params':[['\\ud83d'],{}]}\n",
            })
    void echoesAnyText(String text) {
        rig.send(text);
        assertEquals(1, rig.heard().size());
        assertTrue(rig.isOpen());
        assertEquals(List.of(), rig.defects);
    }

    @Test
    void givesBackEverythingWhenTheMinerGoes() {
        rig.begin();
        assertTrue(rig.isConnected());
        var _ = rig.channel.close();
        assertFalse(rig.isConnected());
        server.newBlock();
        assertEquals(0, server.book().extranonces().leased());
        assertEquals(List.of(), rig.closings, "it left by itself");
    }

    private void assertClosed() {
        rig.channel.runPendingTasks();
        assertFalse(rig.isOpen());
        assertFalse(rig.isConnected());
        assertEquals(List.of(), rig.defects);
    }
}
