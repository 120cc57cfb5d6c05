package io.mos.daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.cli.ExitCode;
import io.mos.core.device.BoardControl.ResetLine;
import io.mos.core.device.BoardPlan;
import io.mos.core.device.ProtectionPlan;
import io.mos.core.guard.BoardSample;
import io.mos.core.guard.PoweredBoard;
import io.mos.core.guard.PoweredBoardFiles;
import io.mos.core.guard.ProtectedBoard;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.serial.PortBusyException;
import io.mos.drivers.serial.Tty;
import io.mos.drivers.serial.TtyDevice;
import io.mos.drivers.serial.TtyIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SafeOffVerbTest {

    private static final List<Path> NOTED = List.of(Path.of("/dev/a"), Path.of("/dev/b"));
    private static final List<Path> NOW = List.of(Path.of("/dev/c"), Path.of("/dev/d"));

    private final Path folder;
    private final PoweredBoardFiles list;
    private final List<List<Path>> opened = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Optional<IOException> refusal = Optional.empty();
    private boolean obeys = true;
    private List<TtyDevice> plugged = List.of();

    SafeOffVerbTest(@TempDir Path folder) {
        this.folder = folder;
        list = new PoweredBoardFiles(folder);
    }

    @Test
    void hasNothingToDoAfterACleanStop() {
        assertEquals(ExitCode.OK, run());
        assertEquals("No board was left with power.\n", said());
    }

    @Test
    void takesHashPowerAwayAndStrikesTheBoard() throws IOException {
        note("bitaxe-gamma");
        assertEquals(ExitCode.OK, run());
        assertEquals("g1 (bitaxe-gamma): hash power is off\n", said());
        assertEquals(List.of(NOTED), opened);
        assertEquals(List.of(), list.list().boards());
    }

    @Test
    void findsTheBoardWhereItIsNow() throws IOException {
        note("bitaxe-gamma");
        List<Tty> ttys = List.of(new Tty(0, "c", NOW.get(0)), new Tty(2, "d", NOW.get(1)));
        plugged = List.of(new TtyDevice("g1", new TtyIdentity.Uart("x"), ttys));
        assertEquals(ExitCode.OK, run());
        assertEquals(List.of(NOW), opened);
    }

    @Test
    void leavesARunningDaemonsBoardAlone() throws IOException {
        note("bitaxe-gamma");
        refusal = Optional.of(new PortBusyException(NOTED.getFirst(), "a daemon has it"));
        assertEquals(ExitCode.OK, run());
        assertTrue(said().contains("left alone"), said());
        assertEquals(1, list.list().boards().size());
    }

    @Test
    void saysWhatItCouldNotMakeSafeAndKeepsItNoted() throws IOException {
        note("bitaxe-gamma");
        obeys = false;
        assertEquals(ExitCode.FAILED, run());
        refusal = Optional.of(new IOException("no such port"));
        assertEquals(ExitCode.FAILED, run());
        assertTrue(said().contains("NOT SAFE, stuck; switch its supply off"), said());
        assertTrue(said().contains("NOT SAFE, no such port; switch its supply off"), said());
        assertEquals(1, list.list().boards().size());
    }

    @Test
    void doesNotPassOverWhatItCannotRead() throws IOException {
        note("a-board-of-another-build");
        Path damaged;
        try (Stream<Path> files = Files.list(folder)) {
            Path one = files.findFirst().orElseThrow();
            damaged = Files.copy(one, one.resolveSibling("x" + one.getFileName()));
        }
        Files.writeString(damaged, "nothing of ours");
        assertEquals(ExitCode.FAILED, run());
        assertTrue(said().contains(damaged + " cannot be read"), said());
        assertTrue(said().contains("no file of this board any more"), said());
    }

    private void note(String board) throws IOException {
        list.add(new PoweredBoard(new DeviceId("g1"), board, NOTED));
    }

    private int run() {
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new SafeOffVerb(folder, this::open, () -> plugged, printed).run();
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private ProtectedBoard open(BoardPlan plan, List<Path> ports) throws IOException {
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        opened.add(ports);
        return new Board(plan.protection());
    }

    /** A board that is cut off, or does not obey. */
    private final class Board implements ProtectedBoard {
        private final ProtectionPlan plan;

        Board(ProtectionPlan plan) {
            this.plan = plan;
        }

        @Override
        public ProtectionPlan plan() {
            return plan;
        }

        @Override
        public void cut() throws IOException {
            if (!obeys) {
                throw new IOException("stuck");
            }
        }

        @Override
        public void setFan(int percent) {}

        @Override
        public void prepare() {}

        @Override
        public BoardSample sample() {
            throw new UnsupportedOperationException("safe-off looks at no sensor");
        }

        @Override
        public void powerOn(int voltageMillivolts) {
            throw new UnsupportedOperationException("safe-off powers nothing");
        }

        @Override
        public void setVoltage(int voltageMillivolts) {
            throw new UnsupportedOperationException("safe-off powers nothing");
        }

        @Override
        public void reset(ResetLine line) {}

        @Override
        public void close() {}
    }
}
