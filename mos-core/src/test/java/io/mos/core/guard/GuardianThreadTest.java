package io.mos.core.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mos.core.device.BoardControl.Outcome;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.guard.SafeOff.Result;
import io.mos.core.guard.rule.FanController;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.SystemTime;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import io.mos.core.testkit.Await;
import io.mos.core.testkit.VirtualTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A guardian on its own thread, and what is left when its process is gone. */
final class GuardianThreadTest {

    @TempDir Path temp;

    private final SystemTime time = new SystemTime();
    private final FakeBoard board = new FakeBoard(new VirtualTime());
    private final LinkedBlockingQueue<Fault> cuts = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        time.close();
    }

    /** No driver gives a sign of life, and the timer's thread hangs. */
    @Test
    void actsOnItsOwnThreadWhileOthersHang() throws IOException {
        PoweredBoardFiles files = new PoweredBoardFiles(temp);
        CountDownLatch stuck = new CountDownLatch(1);
        CompletableFuture<Outcome> released = new CompletableFuture<>();
        BoardGuard guard = guard(files);
        guard.heartbeat(Reading.of(500.0, time.now(), "driver"));
        guard.control().powerOn(1_150, _ -> {});
        guard.control().reset(ResetLine.RELEASED, released::complete);
        assertInstanceOf(Outcome.Done.class, Await.result(released));
        assertEquals(1, files.list().boards().size());
        assertTrue(threads().contains("guardian-board-1"), threads()::toString);
        time.schedule(Duration.ZERO, () -> Await.until("end", () -> stuck.getCount() == 0));
        Fault fault = Await.value("it is cut", () -> Optional.ofNullable(cuts.poll()));
        assertEquals("no-temperature", fault.name(), "its clock stands still, so readings are old");
        stuck.countDown();
        guard.close();
        guard.close();
        assertFalse(board.isOn());
        assertTrue(board.isClosed());
        assertFalse(threads().contains("guardian-board-1"), threads()::toString);
        assertEquals(0, files.list().boards().size());
    }

    @Test
    void leavesTheBoardOnTheListForWhoeverComesAfterItsProcessDied() throws IOException {
        VirtualTime virtual = new VirtualTime();
        FakeBoard left = new FakeBoard(virtual);
        GuardRig died = new GuardRig(virtual, GuardSettings.NONE, left);
        died.bringUp();
        assertEquals(List.of("board-1"), died.list);
        assertTrue(left.isHashing());
        assertEquals(new Result.Safe(Optional.empty()), SafeOff.makeSafe(left));
        assertFalse(left.isOn());
        assertEquals(SafeOff.FAN_PERCENT, left.fan());
    }

    @Test
    void triesThreeTimesAndTellsWhenABoardCannotBeMadeSafe() {
        board.failingCuts = 2;
        assertEquals(new Result.Safe(Optional.empty()), SafeOff.makeSafe(board));
        board.failingCuts = 3;
        assertEquals(new Result.Unsafe("reset line: no answer"), SafeOff.makeSafe(board));
        assertEquals(FanController.FULL, board.fan());
        board.failingFans = 1;
        assertEquals(
                new Result.Safe(Optional.of("fan controller: no answer")), SafeOff.makeSafe(board));
    }

    private BoardGuard guard(PoweredBoards list) {
        Guardhouse house = new Guardhouse(time, new EventBus<>(), new SimpleMeterRegistry(), list);
        PoweredBoard entry = new PoweredBoard(GuardRig.DEVICE, "fake", List.of());
        return house.guard(
                new GuardedBoard(entry, board, GuardSettings.NONE),
                new DriverSide(Runnable::run, new Heard()));
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }

    private final class Heard implements DriverSide.Listener {
        @Override
        public void onPowerCut(Fault why) {
            cuts.add(why);
        }

        @Override
        public void onPowerAllowed() {}

        @Override
        public void onAdvice(ThermalAdvice advice) {}
    }
}
