package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "flock is called as Linux has it")
final class PortLockTest {

    private static final Path DEVICE = Path.of("/dev/ttyACM0");

    @TempDir Path folder;

    @Test
    void isForOneOnlyAndFreeAgainWhenReleased() throws IOException {
        PortLock lock = PortLock.acquire(folder, DEVICE);
        assertThrows(PortBusyException.class, () -> PortLock.acquire(folder, DEVICE));
        PortLock other = PortLock.acquire(folder, Path.of("/dev/ttyACM1"));
        lock.release();
        PortLock again = PortLock.acquire(folder, DEVICE);
        again.release();
        other.release();
        assertTrue(Files.notExists(folder.resolve("LCK..ttyACM0")));
    }

    /** The file is removed and made again all the time: who locks a removed one has nothing. */
    @Test
    void neverHasTwoHolders() throws Exception {
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> holdOften(holders, most)));
            }
            for (Future<?> each : all) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertEquals(1, most.get());
    }

    private void holdOften(AtomicInteger holders, AtomicInteger most) {
        for (int held = 0; held < 500; ) {
            try {
                PortLock lock = PortLock.acquire(folder, DEVICE);
                most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                LockSupport.parkNanos(1_000);
                holders.decrementAndGet();
                lock.release();
                held++;
            } catch (PortBusyException e) {
                LockSupport.parkNanos(1_000);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void respectsAnotherProgramsFileWhileItsProcessLives() throws Exception {
        Path file = folder.resolve("LCK..ttyACM0");
        Process other = new ProcessBuilder("sleep", "60").start();
        Files.writeString(file, "%10d minicom root\n".formatted(other.pid()));
        PortBusyException busy =
                assertThrows(PortBusyException.class, () -> PortLock.acquire(folder, DEVICE));
        assertTrue(busy.toString().contains("minicom"), busy::toString);
        other.destroyForcibly();
        assertTrue(other.waitFor(10, TimeUnit.SECONDS));
        PortLock.acquire(folder, DEVICE).release();
    }

    @Test
    void aKilledProcessLeavesThePortFree() throws Exception {
        Process holder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                NonRootTest.classPath(),
                                LockHolder.class.getName(),
                                folder.toString(),
                                DEVICE.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        try {
            assertEquals(LockHolder.HELD, holder.inputReader().readLine());
            PortBusyException busy =
                    assertThrows(PortBusyException.class, () -> PortLock.acquire(folder, DEVICE));
            assertTrue(busy.toString().contains("" + holder.pid()), busy::toString);
            // A refused attempt must not have loosened it.
            assertThrows(PortBusyException.class, () -> PortLock.acquire(folder, DEVICE));
        } finally {
            holder.destroyForcibly();
        }
        assertTrue(holder.waitFor(10, TimeUnit.SECONDS));
        PortLock.acquire(folder, DEVICE).release();
    }

    /** The id of a killed daemon may be anybody's by now; the kernel's lock died with it. */
    @Test
    void takesOverFromAKilledDaemonWhoseProcessIdLivesOn() throws IOException {
        Path file = folder.resolve("LCK..ttyACM0");
        Files.writeString(file, "%10d mos\n".formatted(ProcessHandle.current().pid()));
        PortLock lock = PortLock.acquire(folder, DEVICE);
        lock.release();
    }

    @Test
    void readsNoProcessIntoGarbage() throws IOException {
        for (String garbage :
                new String[] {"", "\n", "abc", "-1", "9".repeat(30), "\u0000\u00ff"}) {
            Files.writeString(folder.resolve("LCK..ttyACM0"), garbage);
            PortLock.acquire(folder, DEVICE).release();
        }
    }

    @Test
    void namesPortsBelowAFolderOfDevices() throws IOException {
        PortLock lock = PortLock.acquire(folder, Path.of("/dev/pts/7"));
        try (var files = Files.list(folder)) {
            assertEquals(folder.resolve("LCK..pts_7"), files.findFirst().orElseThrow());
        }
        lock.release();
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        Path absent = folder.resolve("absent");
        assertThrows(IOException.class, () -> PortLock.acquire(absent, DEVICE));
    }
}
