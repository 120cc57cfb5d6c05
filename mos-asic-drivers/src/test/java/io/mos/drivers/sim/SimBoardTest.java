package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.kernel.SystemTime;
import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.work.HashEngine;
import io.mos.drivers.bm13xx.frame.ChipJob;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.kit.SeededEntropy;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialPorts;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.sim.chip.KnownHeaders;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Boards on real terminals, opened like any serial port. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "terminal pairs need Linux")
class SimBoardTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(100);

    private final SystemTime time = new SystemTime();

    @TempDir Path locks;

    @AfterEach
    void stopClock() {
        time.close();
    }

    private SimBoard open(String name, SimOptions options) throws IOException {
        return SimBoards.open(
                name,
                options.withHashesPerSecond(1_000),
                new SimBoards.World(new ReferenceEngine(), time, new SeededEntropy(3)));
    }

    private SerialPort port(Path path, int baud) throws IOException {
        return SerialPorts.ofThisMachine(locks, time)
                .open(SerialRequest.of(path, baud), (_, _) -> {});
    }

    private static void say(SerialPort port, String hex) throws IOException {
        port.write(ByteBuffer.wrap(HexFormat.of().parseHex(hex)), LONG);
    }

    private static String hear(SerialPort port, int bytes) throws IOException {
        ByteBuffer heard = ByteBuffer.allocate(bytes);
        Transfer last = new Transfer.Moved(0);
        while (heard.hasRemaining() && last instanceof Transfer.Moved) {
            last = port.read(heard, LONG);
        }
        return HexFormat.of().formatHex(heard.array());
    }

    private static String chipId() {
        return HexFormat.of().formatHex(Command.readAll(Register.CHIP_ID).toBytes());
    }

    private static long simThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("sim-"))
                .count();
    }

    @Test
    void aChainAnswersOnATerminal() throws IOException {
        try (SimBoard board = open("chain-bm1370", SimOptions.usual().withChips(3))) {
            assertEquals(1, board.hostPaths().size());
            try (SerialPort port = port(board.hostPaths().getFirst(), 115_200)) {
                port.read(ByteBuffer.allocate(1), SHORT);
                say(port, chipId());
                assertEquals("aa5513700000000006".repeat(3), hear(port, 27));
            }
        }
    }

    /** The rate is the terminal's own: what comes at another one is not heard. */
    @Test
    void theTerminalsRateCounts() throws IOException {
        try (SimBoard board = open("chain-bm1370", SimOptions.usual());
                SerialPort port = port(board.hostPaths().getFirst(), 115_200)) {
            port.read(ByteBuffer.allocate(1), SHORT);
            port.setBaud(3_125_000);
            say(port, chipId());
            assertEquals(new Transfer.TimedOut(), port.read(ByteBuffer.allocate(1), SHORT));
            port.setBaud(115_740);
            say(port, chipId());
            assertEquals("aa5513700000000006", hear(port, 9));
        }
    }

    @Test
    void controlAndDataAreTwoPortsOfOneBoard() throws IOException {
        try (SimBoard board = open("bitaxe-ultra", SimOptions.usual());
                SerialPort control = port(board.hostPaths().get(0), 115_200);
                SerialPort data = port(board.hostPaths().get(1), 115_200)) {
            say(data, chipId());
            assertEquals(new Transfer.TimedOut(), data.read(ByteBuffer.allocate(1), SHORT));
            say(control, "07000100060101");
            assertEquals("01000101", hear(control, 4));
            say(control, "07000200060001");
            assertEquals("01000201", hear(control, 4));
            data.read(ByteBuffer.allocate(1), SHORT);
            say(data, chipId());
            assertEquals("aa551366", hear(data, 9).substring(0, 8));
            assertTrue(board.status().coreVolts() > 1);
        }
    }

    @Test
    void aPulledCableHangsUpAndANewOneWorks() throws IOException {
        try (SimBoard board = open("chain-bm1397", SimOptions.usual())) {
            Path before = board.hostPaths().getFirst();
            try (SerialPort port = port(before, 115_200)) {
                board.unplug();
                assertEquals(List.of(), board.hostPaths());
                Transfer end = port.read(ByteBuffer.allocate(1), LONG);
                assertTrue(end instanceof Transfer.HungUp, end::toString);
            }
            board.replug();
            try (SerialPort port = port(board.hostPaths().getFirst(), 115_200)) {
                port.read(ByteBuffer.allocate(1), SHORT);
                say(port, chipId());
                assertEquals("aa5513971800000006", hear(port, 9));
            }
        }
    }

    @Test
    void aBoardCanLeaveByItself() throws IOException {
        try (SimBoard board = open("bitaxe-gamma", SimOptions.usual());
                SerialPort control = port(board.hostPaths().get(0), 115_200)) {
            board.begin(new SimFault.Unplug(Duration.ofMillis(50)));
            assertTrue(control.read(ByteBuffer.allocate(1), LONG) instanceof Transfer.HungUp);
            assertTrue(board.status().unplugged());
            board.replug();
            assertFalse(board.status().unplugged());
            assertNotEquals(List.of(), board.hostPaths());
        }
    }

    @Test
    void faultsAreSwitchedWhileItRuns() throws IOException {
        SimFault hang = new SimFault.Hang(SimFault.Hang.Part.BOARD);
        try (SimBoard board = open("bitaxe-gamma", SimOptions.usual());
                SerialPort control = port(board.hostPaths().get(0), 115_200)) {
            board.begin(hang);
            say(control, "060001000600");
            assertEquals(new Transfer.TimedOut(), control.read(ByteBuffer.allocate(1), SHORT));
            board.end(hang);
            say(control, "060002000600");
            assertEquals("01000200", hear(control, 4));
        }
    }

    /** Silicon's share of a chain, and an engine that makes some thousand hashes a second. */
    @Test
    void aBoardThatCannotKeepUpStillAnswers() throws IOException {
        HashEngine slow = new SlowEngine();
        try (SimBoard board =
                        SimBoards.open(
                                "chain-bm1370",
                                SimOptions.usual(),
                                new SimBoards.World(slow, time, new SeededEntropy(3)));
                SerialPort port = port(board.hostPaths().getFirst(), 115_200)) {
            port.read(ByteBuffer.allocate(1), SHORT);
            for (Command command :
                    List.of(
                            Command.writeAll(Register.PLL0, 0x50d2_0240),
                            Command.writeAll(Register.HASH_COUNTING_NUMBER, 0x000c_2fb7))) {
                say(port, HexFormat.of().formatHex(command.toBytes()));
            }
            BlockHeader header = KnownHeaders.shipped().headers().getFirst();
            ChipJob job = ChipJob.Full.of(0x18, header.withVersion(0));
            say(port, HexFormat.of().formatHex(job.toBytes()));
            for (int i = 0; i < 20; i++) {
                say(port, chipId());
                assertEquals("aa5513700000000006", hear(port, 9));
            }
        }
    }

    /** 0.2 ms for each hash. */
    private static final class SlowEngine implements HashEngine {
        private static final long HASH_NANOS = 200_000;

        @Override
        public Hash256 hash(BlockHeader header) {
            return header.hash();
        }

        @Override
        public OptionalInt search(BlockHeader header, int count, Target target) {
            LockSupport.parkNanos(count * HASH_NANOS);
            return OptionalInt.empty();
        }
    }

    @Test
    void nothingIsLeftOfManyBoards() throws IOException {
        for (int i = 0; i < 20; i++) {
            SimBoard board = open("bitaxe-gamma", SimOptions.usual());
            assertEquals(2, simThreads());
            board.replug();
            board.close();
            board.close();
            assertEquals(List.of(), board.hostPaths());
        }
        assertEquals(0, simThreads());
    }
}
