package io.mos.drivers.host;

import static io.mos.drivers.host.HostRig.GAMMA;
import static io.mos.drivers.host.HostRig.SUPRA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DriverMatch;
import io.mos.core.kernel.Health;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.testkit.Await;
import io.mos.drivers.host.HostRig.ByProduct;
import io.mos.drivers.kit.MemoryLine;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.TtyEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a driver, a line or a port does wrong costs its own boards alone. */
@Tag("sim")
class HostFailuresTest {
    private final HostRig rig = new HostRig();

    @AfterEach
    void close() throws InterruptedException {
        rig.close();
    }

    @Test
    void programThatThrowsIsStartedAnewAndNobodyElseNotices() throws IOException {
        ScriptedDriver good = ScriptedDriver.named("good");
        rig.newHost(new ByProduct("scripted", rig.driver), new ByProduct("good", good));
        SerialLink board = rig.plug(GAMMA, "scripted");
        SerialLink other = rig.plug(SUPRA, "good");
        rig.awaitHashing(GAMMA);
        rig.awaitHashing(SUPRA);
        rig.driver.throwsOnWork = true;
        rig.agent.work(GAMMA).replace(rig.work(1));
        Await.until("it is made safe", () -> rig.guardians.told(GAMMA).contains("driver-failed"));
        rig.driver.throwsOnWork = false;
        assertEquals(1, rig.read(board), "the same work again");
        rig.agent.work(SUPRA).replace(rig.work(2));
        assertEquals(2, rig.read(other));
        assertEquals(1, good.opened.get());
        assertEquals(Set.of("+" + GAMMA, "+" + SUPRA), rig.sortedHistory());
    }

    @Test
    void driverThatFailsAgainAndAgainIsDisabled() throws IOException {
        ScriptedDriver good = ScriptedDriver.named("good");
        rig.newHost(new ByProduct("scripted", rig.driver), new ByProduct("good", good));
        for (int i = 0; i < 5; i++) {
            rig.plug(new DeviceId("bad-" + i), "scripted");
        }
        SerialLink other = rig.plug(SUPRA, "good");
        rig.awaitHashing(SUPRA);
        for (int i = 0; i < 5; i++) {
            rig.awaitHashing(new DeviceId("bad-" + i));
        }
        rig.driver.throwsOnWork = true;
        for (int i = 0; i < 5; i++) {
            rig.agent.work(new DeviceId("bad-" + i)).replace(rig.work(1));
        }
        Await.until(
                "it is disabled",
                () ->
                        rig.host.health() instanceof Health.Degraded why
                                && why.reason().contains("driver scripted failed 5 times"));
        for (int i = 0; i < 5; i++) {
            DeviceId id = new DeviceId("bad-" + i);
            Await.until("safe", () -> rig.guardians.told(id).getLast().equals("closed"));
            Await.until("offline", () -> rig.state(id).equals("offline"));
        }
        int opened = rig.driver.opened.get();
        rig.plug(GAMMA, "scripted");
        rig.agent.work(SUPRA).replace(rig.work(2));
        assertEquals(2, rig.read(other));
        assertEquals(opened, rig.driver.opened.get());
        assertTrue(
                rig.seen.drain().stream()
                        .anyMatch(event ->
                                event instanceof FleetEvent.DriverDisabled disabled
                                        && disabled.driver().equals("scripted")));
        assertEquals(
                5,
                rig.metrics
                        .get("mos_driver_failures")
                        .tags("driver", "scripted")
                        .counter()
                        .count());
    }

    /** It does not even listen to the interrupt; the thread is left, the board is not. */
    @Test
    void programThatBlocksIsGivenUp() throws IOException {
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        rig.driver.blocksOnWork = true;
        rig.agent.work(GAMMA).replace(rig.work(1));
        Await.until("it is made safe", () -> rig.guardians.told(GAMMA).contains("driver-blocked"));
        rig.driver.blocksOnWork = false;
        assertEquals(1, rig.read(board), "by the program after it");
        assertEquals(2, rig.driver.opened.get());
        rig.driver.blockade.countDown();
        Await.until("the old one returns", () -> rig.driver.seen.contains("unblocked"));
        rig.agent.work(GAMMA).replace(rig.work(3));
        assertEquals(3, rig.read(board), "nothing of the old one comes between");
    }

    /** Whatever took the driver away is none of its doing. */
    @Test
    void driverThatIsAwayIsTriedAgainAndNeverDisabled() throws IOException {
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        rig.driver.isAway = true;
        rig.agent.work(GAMMA).replace(rig.work(1));
        Await.until("it is made safe", () -> rig.guardians.told(GAMMA).contains("driver-away"));
        rig.awaitTold("its driver is away: scripted");
        Await.until(
                "it was tried as often as a failing driver is",
                Duration.ofSeconds(40),
                () ->
                        rig.guardians.told(GAMMA).stream().filter("guarded"::equals).count()
                                > HostedDriver.MAX_FAILURES);
        rig.driver.isAway = false;
        rig.awaitHashing(GAMMA);
        assertEquals(1, rig.read(board), "the same work again");
        assertEquals(List.of("+" + GAMMA), rig.agent.history);
        Await.until("all is well", () -> rig.host.health().equals(Health.UP));
    }

    /** Whoever mistypes one board's setting must not lose all boards of its driver. */
    @Test
    void settingsTheDriverRefusesAreNoFailureOfTheDriver() {
        ScriptedDriver strict =
                new ScriptedDriver("strict", 100, DeviceDriver.LEVEL) {
                    @Override
                    public DeviceProgram open(DriverMatch match, DeviceContext context) {
                        opened.incrementAndGet();
                        throw new IllegalArgumentException("frequency-mhz is no number");
                    }
                };
        rig.newHost(strict);
        rig.plug(GAMMA);
        rig.awaitTold("frequency-mhz is no number");
        Await.until("it is tried again", () -> strict.opened.get() > 1);
        assertTrue(rig.metrics.find("mos_driver_failures").counters().isEmpty());
    }

    @Test
    void closingMakesEveryBoardSafeAndEndsItsThread() throws InterruptedException {
        rig.host.start();
        rig.plug(GAMMA);
        rig.plug(SUPRA);
        rig.awaitHashing(GAMMA);
        rig.awaitHashing(SUPRA);
        rig.host.close();
        for (DeviceId id : List.of(GAMMA, SUPRA)) {
            assertEquals("closed", rig.guardians.told(id).getLast());
        }
        assertEquals(2, rig.driver.seen.stream().filter("stop"::equals).count());
        assertFalse(
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .collect(Collectors.toSet())
                        .stream()
                        .anyMatch(name -> name.startsWith("dev-usb")));
        rig.host = rig.host(rig.ports, rig.driver);
        rig.host.start();
    }

    /** The line hangs up before the scanner looks, or without the kernel ever dropping the port. */
    @Test
    void lineThatBreaksIsOpenedAgain() {
        rig.host.start();
        SerialLink board = rig.plug(GAMMA);
        rig.awaitHashing(GAMMA);
        board.close();
        Await.until("it is gone", () -> rig.agent.device(GAMMA).isEmpty());
        rig.ports.plug(MemoryLine.forThreads(rig.path(GAMMA)));
        rig.awaitHashing(GAMMA);
    }

    @Test
    void portThatIsNotThereIsToldAndTriedAgain() {
        rig.host.start();
        rig.host.onTty(new TtyEvent.Plugged(rig.device(GAMMA, "")));
        Await.until(
                "it is told",
                () ->
                        rig.host.health() instanceof Health.Degraded why
                                && why.reason().contains("cannot be opened"));
        rig.ports.plug(MemoryLine.forThreads(rig.path(GAMMA)));
        rig.awaitHashing(GAMMA);
        Await.until("all is well", () -> rig.host.health().equals(Health.UP));
    }
}
