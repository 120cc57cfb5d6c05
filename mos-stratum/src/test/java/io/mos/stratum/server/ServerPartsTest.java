package io.mos.stratum.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.VersionMask;
import io.mos.core.testkit.Gen;
import io.mos.core.work.Job;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts a server is made of. */
class ServerPartsTest {

    private static final ServerLimits LIMITS =
            new ServerLimits(3, 2, Duration.ofSeconds(1), Duration.ofSeconds(1), 1024, 4, 2);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    @Tag("property")
    void namesJobsBothWays() {
        Gen.forAll(
                1_000,
                gen -> {
                    long most = 0xfff_ffff_ffff_ffffL;
                    JobName name = new JobName(gen.longBetween(0, most), gen.longBetween(0, most));
                    assertEquals(Optional.of(name), JobName.parse(name.text()));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "1",
                "1.",
                ".1",
                "1.1.1",
                "x.1",
                "1.x",
                "-1.1",
                "+1.1",
                " 1.1",
                "1.1 ",
                "1111111111111111.1",
                "1.1111111111111111",
                "١.١"
            })
    void parsesNoOtherJobNames(String text) {
        assertEquals(Optional.empty(), JobName.parse(text));
    }

    @Test
    void letsABurstThroughAndThenARate() {
        CallBudget budget = new CallBudget(LIMITS, 10 * SECOND);
        for (int i = 0; i < 4; i++) {
            assertTrue(budget.take(10 * SECOND));
        }
        assertFalse(budget.take(10 * SECOND));
        assertTrue(budget.take(10 * SECOND + SECOND / 2));
        assertFalse(budget.take(10 * SECOND + SECOND / 2));
        for (int i = 0; i < 4; i++) {
            assertTrue(budget.take(100 * SECOND), "no more than a burst is saved up");
        }
        assertFalse(budget.take(100 * SECOND));
    }

    @Test
    void admitsSoManyOfAnAddressAndSoManyInAll() throws UnknownHostException {
        InetAddress one = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        InetAddress other = InetAddress.getByAddress(new byte[] {10, 0, 0, 2});
        Admission admission = new Admission(LIMITS);
        assertTrue(admission.admit(one));
        assertTrue(admission.admit(one));
        assertFalse(admission.admit(one));
        assertTrue(admission.admit(other));
        assertFalse(admission.admit(other), "three in all");
        admission.dismiss(one);
        assertTrue(admission.admit(other));
        admission.dismiss(other);
        admission.dismiss(other);
        admission.dismiss(one);
        assertTrue(admission.admit(one));
        assertTrue(admission.admit(one));
    }

    @Test
    void boundsTheNamesOfWorkers() {
        Workers workers = new Workers();
        assertTrue(workers.isEmpty());
        for (int i = 0; i < 8; i++) {
            assertTrue(workers.admit(i + "x".repeat(ServerLimits.MAX_WORKER_CHARS / 8 - 1)));
        }
        assertFalse(workers.admit("y"));
        assertFalse(workers.contains("y"));
    }

    @Test
    void keepsAtMostSoManyJobs() {
        ServerRig rig = ServerRig.withJob();
        long first = rig.book().newest().orElseThrow().sequence();
        for (int i = 1; i < ServerLimits.MAX_JOBS; i++) {
            rig.update();
        }
        assertTrue(rig.book().find(first).isPresent());
        rig.update();
        assertTrue(rig.book().find(first).isEmpty());
        assertTrue(rig.book().find(first + 1).isPresent());
        rig.newBlock();
        assertTrue(rig.book().find(first + 1).isEmpty());
        assertEquals(Job.Renewal.REPLACE, rig.book().newest().orElseThrow().renewal());
    }

    @Test
    void refusesSettingsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> config(-1, 1, 1, 20));
        assertThrows(IllegalArgumentException.class, () -> config(65_536, 1, 1, 20));
        assertThrows(IllegalArgumentException.class, () -> config(0, 1, 2, 20));
        assertThrows(IllegalArgumentException.class, () -> config(0, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> config(0, 1, 1, Double.NaN));
        assertThrows(
                IllegalArgumentException.class, () -> config(0, 1, 1, Double.POSITIVE_INFINITY));
    }

    private static ServerConfig config(int port, double start, double min, double perMinute) {
        return new ServerConfig(
                "127.0.0.1",
                port,
                Difficulty.of(start),
                Difficulty.of(min),
                perMinute,
                VersionMask.BIP320);
    }
}
