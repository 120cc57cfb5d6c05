package io.mos.drivers.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MemoryLineTest extends SerialPortContract {

    private static final Path PATH = Path.of("/dev/memory0");

    @Override
    protected Line newLine() {
        MemoryLine line = MemoryLine.forThreads(PATH);
        MemoryPorts ports = new MemoryPorts();
        ports.plug(line);
        return new Line(ports, PATH, line.board());
    }

    @Test
    void aWaitingReadMovesVirtualTimeToTheAnswerAndNoFurther() throws IOException {
        VirtualTime time = new VirtualTime();
        MemoryLine line = MemoryLine.inVirtualTime(PATH, time);
        SerialPort host = open(line);
        time.schedule(Duration.ofMillis(39), () -> answer(line));
        ByteBuffer buffer = ByteBuffer.allocate(4);
        assertEquals(new Transfer.Moved(1), host.read(buffer, Duration.ofSeconds(1)));
        assertEquals(Duration.ofMillis(39), Duration.ofNanos(time.nanos()));
        assertEquals(new Transfer.TimedOut(), host.read(buffer, Duration.ofSeconds(1)));
        assertEquals(Duration.ofMillis(1039), Duration.ofNanos(time.nanos()));
    }

    @Test
    void theBoardSeesTheModemLines() throws IOException {
        MemoryLine line = MemoryLine.inVirtualTime(PATH, new VirtualTime());
        SerialPort host = open(line);
        assertEquals(Set.of(ModemLine.DTR, ModemLine.RTS), line.raisedLines());
        assertEquals(SerialPort.LineChange.DONE, host.lower(ModemLine.RTS));
        assertEquals(Set.of(ModemLine.DTR), line.raisedLines());
        assertEquals(SerialPort.LineChange.DONE, host.raise(ModemLine.RTS));
        assertEquals(Set.of(ModemLine.DTR, ModemLine.RTS), line.raisedLines());
    }

    @Test
    void anUnpluggedLineCannotBeOpened() {
        MemoryLine line = MemoryLine.inVirtualTime(PATH, new VirtualTime());
        line.board().close();
        assertThrows(NoSuchFileException.class, () -> open(line));
    }

    private static void answer(MemoryLine line) {
        try {
            line.board().write(ByteBuffer.wrap(new byte[] {9}), Duration.ZERO);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static SerialPort open(MemoryLine line) throws IOException {
        MemoryPorts ports = new MemoryPorts();
        ports.plug(line);
        return ports.open(SerialRequest.of(PATH, 115_200), (_, _) -> {});
    }
}
