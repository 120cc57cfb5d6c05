package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardPlan;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.board.FakeBoards.Gamma;
import io.mos.drivers.control.ControlVersion;
import io.mos.drivers.kit.MemoryLine;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.serial.PtyPair;
import io.mos.drivers.serial.SerialLink;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class GuardedBoardsTest {
    private static final Duration LONG = Duration.ofSeconds(5);

    @TempDir private Path locks;

    private final BoardPlan plan = BoardFiles.named("bitaxe-gamma").orElseThrow().plan();

    /** Everything as with a board: a terminal, jSSC's port, another thread at the far end. */
    @Test
    @Timeout(60)
    @EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
    void bringsAGammaUpOverATerminal() throws Exception {
        Gamma gamma = Gamma.of(ControlVersion.V0, new VirtualTime());
        Thread firmware;
        try (var time = new SystemTime();
                PtyPair pair = PtyPair.open(time)) {
            firmware = Thread.ofPlatform().start(() -> serve(pair, gamma));
            var boards = new GuardedBoards(SerialPorts.ofThisMachine(locks, time), time);
            List<Path> ports = List.of(pair.hostPath(), Path.of("/dev/null"));
            try (ProtectedBoard board = boards.open(plan, ports, (_, _) -> {})) {
                board.prepare();
                board.powerOn(1150);
                assertTrue(gamma.tps546().isOn());
                BoardSample sample = board.sample();
                assertEquals(2, sample.temperatures().size());
                sample.temperatures()
                        .forEach(each -> assertTrue(each.celsius().known().isPresent()));
                board.cut();
                assertFalse(gamma.tps546().isOn());
            }
        }
        firmware.join(LONG);
        assertFalse(firmware.isAlive());
    }

    private static void serve(SerialLink link, Gamma gamma) {
        ByteBuffer in = ByteBuffer.allocate(512);
        try {
            while (link.read(in, LONG) instanceof Transfer.Moved) {
                while (in.position() >= 2 && in.position() >= in.get(0)) {
                    byte[] frame = new byte[in.get(0)];
                    in.flip().get(frame);
                    in.compact();
                    link.write(ByteBuffer.wrap(gamma.firmware().answerTo(frame)), LONG);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void leavesThePortWhenNobodyAnswers() throws IOException {
        var time = new VirtualTime();
        Path path = Path.of("/dev/control");
        var ports = new MemoryPorts();
        ports.plug(MemoryLine.inVirtualTime(path, time));
        var boards = new GuardedBoards(ports, time);
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> boards.open(plan, List.of(path, path), (_, _) -> {}));
        assertTrue(String.valueOf(failure.getMessage()).contains("no answer"));
        ports.open(SerialRequest.of(path, 115_200), (_, _) -> {}).close();
    }

    @Test
    void knowsWhereTheHoldIs() {
        assertTrue(GuardedBoards.hasControlPort(plan));
    }
}
