package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.device.ProtectionPlan.CutOff;
import io.mos.core.guard.BoardSample;
import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.kit.MemoryLine;
import io.mos.drivers.kit.MemoryPorts;
import io.mos.drivers.kit.ReplayPort;
import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LineBoardTest {
    private static final Path PATH = Path.of("/dev/chain");

    private final MemoryLine line = MemoryLine.inVirtualTime(PATH, new VirtualTime());

    private SerialPort port() throws IOException {
        var ports = new MemoryPorts();
        ports.plug(line);
        return ports.open(SerialRequest.of(PATH, 115_200), (_, _) -> {});
    }

    private static ProtectionPlan plan(CutOff cutOff) {
        ProtectionPlan gamma = BoardFiles.named("bitaxe-gamma").orElseThrow().plan().protection();
        return new ProtectionPlan(
                cutOff, gamma.limits(), List.of(), Optional.empty(), Optional.empty());
    }

    @Test
    void holdsTheChipsWithAModemLine() throws IOException {
        var cutOff = new CutOff.PortLine(CutOff.Line.RTS, CutOff.Level.RAISED);
        var board = new LineBoard(plan(cutOff), port());
        board.prepare();
        assertTrue(line.raisedLines().contains(ModemLine.RTS));
        board.powerOn(0);
        board.reset(ResetLine.RELEASED);
        assertEquals(Set.of(ModemLine.DTR), line.raisedLines());
        board.cut();
        assertTrue(line.raisedLines().contains(ModemLine.RTS));
        board.reset(ResetLine.RELEASED);
        board.reset(ResetLine.HELD);
        assertTrue(line.raisedLines().contains(ModemLine.RTS));
    }

    @Test
    void holdsThemWithALoweredLineToo() throws IOException {
        var cutOff = new CutOff.PortLine(CutOff.Line.DTR, CutOff.Level.LOWERED);
        var board = new LineBoard(plan(cutOff), port());
        board.prepare();
        assertFalse(line.raisedLines().contains(ModemLine.DTR));
        board.reset(ResetLine.RELEASED);
        assertTrue(line.raisedLines().contains(ModemLine.DTR));
    }

    @Test
    void saysThatThePortHasNoSuchLine() {
        var cutOff = new CutOff.PortLine(CutOff.Line.RTS, CutOff.Level.RAISED);
        var board = new LineBoard(plan(cutOff), ReplayPort.of(115_200, List.of()));
        IOException failure = assertThrows(IOException.class, board::cut);
        assertTrue(String.valueOf(failure.getMessage()).contains("has no RTS"));
        assertThrows(IOException.class, board::prepare);
    }

    @Test
    void leavesItToTheProgramWhereThatIsTheWay() throws IOException {
        var board = new LineBoard(plan(new CutOff.Frame("chain inactive")), port());
        Set<ModemLine> before = line.raisedLines();
        board.prepare();
        board.cut();
        board.reset(ResetLine.HELD);
        board.setFan(100);
        assertEquals(before, line.raisedLines());
    }

    @Test
    void neverClaimsACutThatCannotBe() throws IOException {
        var board = new LineBoard(plan(new CutOff.Impossible("no wire")), port());
        board.prepare();
        board.powerOn(0);
        IOException failure = assertThrows(IOException.class, board::cut);
        assertEquals("cannot be cut off: no wire", failure.getMessage());
    }

    @Test
    void setsNoVoltageAndMeasuresNothing() throws IOException {
        var board = new LineBoard(plan(new CutOff.Frame("chain inactive")), port());
        assertThrows(IOException.class, () -> board.powerOn(1200));
        BoardSample sample = board.sample();
        assertTrue(sample.temperatures().isEmpty() && sample.fanRpm().isEmpty());
    }
}
