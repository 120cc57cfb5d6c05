package io.mos.drivers.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.ReferenceEngine;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.bm13xx.frame.Command;
import io.mos.drivers.bm13xx.frame.Register;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.kit.SeededEntropy;
import io.mos.drivers.kit.SimulatedPorts;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Boards in virtual time, through the ports a driver is given. */
@Tag("sim")
class SimAttachmentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final VirtualTime time = new VirtualTime();
    private final MemoryPorts ports = new MemoryPorts();

    private SimulatedPorts plug(String name) {
        SimOptions options = SimOptions.usual().withHashesPerSecond(1_000);
        SimulatedBoard board =
                SimBoards.model(name, options, new ReferenceEngine(), new SeededEntropy(5));
        return SimulatedPorts.plug(name, board, ports, time);
    }

    private SerialPort open(SimulatedPorts plugged, int port) throws IOException {
        return ports.open(SerialRequest.of(plugged.paths().get(port), 115_200), (_, _) -> {});
    }

    @Test
    void whoWaitsLetsTheBoardWork() throws IOException {
        try (SimulatedPorts plugged = plug("bitaxe-ultra");
                SerialPort control = open(plugged, 0);
                SerialPort data = open(plugged, 1)) {
            for (String line : new String[] {"07000100060101", "07000200060001"}) {
                control.write(ByteBuffer.wrap(HexFormat.of().parseHex(line)), SECOND);
                assertEquals(new Transfer.Moved(4), control.read(ByteBuffer.allocate(16), SECOND));
            }
            time.advance(Duration.ofMillis(100));
            ByteBuffer question = ByteBuffer.wrap(Command.readAll(Register.CHIP_ID).toBytes());
            data.write(question, SECOND);
            long asked = time.nanos();
            assertEquals(new Transfer.Moved(9), data.read(ByteBuffer.allocate(16), SECOND));
            assertTrue(time.nanos() - asked < 5_000_000, "nine bytes at 115,740 and a tick");
        }
    }

    @Test
    void aPulledCableEndsBothPorts() throws IOException {
        SimulatedPorts plugged = plug("bitaxe-gamma");
        try (SerialPort control = open(plugged, 0);
                SerialPort data = open(plugged, 1)) {
            plugged.close();
            assertTrue(control.read(ByteBuffer.allocate(1), SECOND) instanceof Transfer.HungUp);
            assertTrue(data.read(ByteBuffer.allocate(1), SECOND) instanceof Transfer.HungUp);
            assertEquals(0, time.scheduled());
        }
    }
}
