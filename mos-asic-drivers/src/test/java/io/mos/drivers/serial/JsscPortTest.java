package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** jSSC behind its fence, over terminal pairs. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
final class JsscPortTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private static final int CYCLES = 500;

    private final SystemTime time = new SystemTime();

    @TempDir Path locks;

    @AfterEach
    void stopClock() {
        time.close();
    }

    @Test
    void aLockFileStandsWhileThePortIsOpenAndNamesThisProcess() throws IOException {
        try (PtyPair pair = PtyPair.open(time)) {
            Path file = locks.resolve("LCK..pts_" + pair.hostPath().getFileName());
            SerialPort port = open(pair);
            assertTrue(
                    Files.readString(file).strip().startsWith("" + ProcessHandle.current().pid()));
            port.close();
            assertTrue(Files.notExists(file));
        }
    }

    @Test
    void aTerminalPairHasNoModemLines() throws IOException {
        try (PtyPair pair = PtyPair.open(time);
                SerialPort port = open(pair)) {
            assertEquals(SerialPort.LineChange.NO_SUCH_LINE, port.raise(ModemLine.DTR));
            assertEquals(SerialPort.LineChange.NO_SUCH_LINE, port.lower(ModemLine.RTS));
        }
    }

    /** What the read-back is for: jSSC alone keeps the old rate and the line goes silent. */
    @Test
    void aRateThatWasNotTakenIsAnErrorWithBothRates() throws Exception {
        try (PtyPair pair = PtyPair.open(time)) {
            jssc.SerialPort bare = new jssc.SerialPort(pair.hostPath().toString());
            bare.openPort();
            bare.setParams(115_200, 8, 1, 0);
            bare.setParams(1_041_667, 8, 1, 0);
            BaudRefusedException refused =
                    assertThrows(
                            BaudRefusedException.class,
                            () -> BaudCheck.readBack(pair.hostPath(), 1_041_667, pair.baud()));
            bare.closePort();
            assertEquals(1_041_667, refused.wantedBaud());
            assertEquals(115_200, refused.actualBaud());
            assertTrue(refused.toString().contains("1041667"), refused::toString);
            assertTrue(refused.toString().contains("115200"), refused::toString);
        }
    }

    @Test
    void aDividersNearestRateIsTakenAndAFarOneIsNot() {
        Path port = Path.of("/dev/ttyUSB0");
        // FT232R: 3 MHz by 2 7/8 for 1,041,667; the nearest to 1,562,500 is 3 MHz by 2.
        assertEquals(
                1_043_478,
                assertDoesNotThrow(() -> BaudCheck.readBack(port, 1_041_667, 1_043_478)));
        assertThrows(
                BaudRefusedException.class, () -> BaudCheck.readBack(port, 1_562_500, 1_500_000));
        assertThrows(BaudRefusedException.class, () -> BaudCheck.readBack(port, 3_125_000, 0));
    }

    @Test
    void jsscCallsItsSettingsRefusedOnAPairAndTheRateHoldsAllTheSame() throws Exception {
        try (PtyPair pair = PtyPair.open(time)) {
            jssc.SerialPort bare = new jssc.SerialPort(pair.hostPath().toString());
            bare.openPort();
            assertEquals(false, bare.setParams(3_000_000, 8, 1, 0));
            assertEquals(3_000_000, pair.baud());
            bare.closePort();
        }
        try (PtyPair pair = PtyPair.open(time);
                SerialPort port = open(pair)) {
            assertEquals(3_125_000, port.setBaud(3_125_000));
        }
    }

    @Test
    void whatIsNoTerminalIsRefusedAndLeavesNothingOpen() throws IOException {
        Path file = Files.createFile(locks.resolve("plain"));
        SerialPorts ports = new JsscPorts(locks, time);
        // The first refusal loads what later ones need.
        assertThrows(
                IOException.class, () -> ports.open(SerialRequest.of(file, 9600), (_, _) -> {}));
        long before = openFiles();
        assertThrows(
                IOException.class, () -> ports.open(SerialRequest.of(file, 9600), (_, _) -> {}));
        assertEquals(before, openFiles());
        assertEquals(List.of(file), list(locks));
    }

    @Test
    void settingTheRateOfAVanishedDeviceIsAnError() throws IOException {
        try (PtyPair pair = PtyPair.open(time);
                SerialPort port = open(pair)) {
            unplug(pair);
            IOException gone = assertThrows(IOException.class, () -> port.setBaud(1_000_000));
            assertTrue(gone.toString().contains("EIO"), gone::toString);
            assertInstanceOf(Transfer.HungUp.class, port.drain(LONG));
        }
    }

    @Test
    void pluggingAndPullingLeavesNoDescriptorAndNoThread() throws IOException {
        plugAndPull();
        long filesBefore = openFiles();
        int threadsBefore = Thread.activeCount();
        for (int cycle = 1; cycle < CYCLES; cycle++) {
            plugAndPull();
        }
        assertEquals(filesBefore, openFiles());
        assertEquals(threadsBefore, Thread.activeCount());
        assertEquals(List.of(), list(locks));
    }

    /** One board's visit: opened, spoken with, pulled while its thread waits for it. */
    private void plugAndPull() throws IOException {
        try (PtyPair pair = PtyPair.open(time);
                SerialPort port = open(pair)) {
            CompletableFuture<Transfer> end = new CompletableFuture<>();
            Thread reader = Thread.ofPlatform().start(() -> end.complete(readToEnd(port)));
            pair.write(ByteBuffer.allocate(11), LONG);
            port.write(ByteBuffer.allocate(11), LONG);
            unplug(pair);
            assertInstanceOf(Transfer.HungUp.class, Await.result(end));
            Await.until("the reader ended", () -> !reader.isAlive());
        }
    }

    private static void unplug(PtyPair pair) {
        pair.close();
    }

    private static Transfer readToEnd(SerialPort port) {
        try {
            ByteBuffer buffer = ByteBuffer.allocate(64);
            Transfer last = port.read(buffer, LONG);
            while (last instanceof Transfer.Moved) {
                last = port.read(buffer.clear(), LONG);
            }
            return last;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SerialPort open(PtyPair pair) throws IOException {
        return new JsscPorts(locks, time)
                .open(SerialRequest.of(pair.hostPath(), 115_200), (_, _) -> {});
    }

    private static long openFiles() throws IOException {
        return list(Path.of("/proc/self/fd")).size();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.toList();
        }
    }
}
