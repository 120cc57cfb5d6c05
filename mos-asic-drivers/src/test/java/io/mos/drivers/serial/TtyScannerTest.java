package io.mos.drivers.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.testkit.VirtualTime;
import io.mos.drivers.kit.FakeSysfs;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(value = OS.LINUX, disabledReason = "sysfs names files with colons")
final class TtyScannerTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String BOARD_ID = "usb-303a:1001:B0_81";

    private final VirtualTime time = new VirtualTime();
    private final List<TtyEvent> events = new ArrayList<>();
    private FakeSysfs tree;
    private TtyScanner scanner;

    @TempDir Path folder;

    @BeforeEach
    void plantTree() throws IOException {
        tree = new FakeSysfs(folder);
        scanner = new TtyScanner(tree.sys(), tree.dev(), time, Runnable::run, events::add);
    }

    @Test
    void announcesABoardWithBothPortsByInterfaceNumber() throws IOException {
        scanner.start();
        Path board = tree.plugUsb("1-1.4", "303a", "1001", "B0:81");
        tree.addAcmInterfaces(board, 0);
        tree.addAcmInterfaces(board, 2);
        // The kernel's names need not follow the interfaces.
        tree.addAcmTty(board, 0, "ttyACM1");
        tree.addAcmTty(board, 2, "ttyACM0");
        time.advance(SECOND.multipliedBy(2));
        TtyDevice device = plugged();
        assertEquals(BOARD_ID, device.id());
        assertEquals(
                new TtyIdentity.Usb(0x303a, 0x1001, 0x0100, "OSMU", "Bitaxe", "B0:81", "1-1.4"),
                device.identity());
        assertEquals(
                List.of(
                        new Tty(0, "ttyACM1", tree.dev().resolve("ttyACM1")),
                        new Tty(2, "ttyACM0", tree.dev().resolve("ttyACM0"))),
                device.ttys());
    }

    @Test
    void waitsForTheSecondPortOfABoard() throws IOException {
        Path board = tree.plugUsb("1-1.4", "303a", "1001", "B0:81");
        tree.addAcmInterfaces(board, 0);
        tree.addAcmInterfaces(board, 2);
        tree.addAcmTty(board, 0, "ttyACM0");
        scanner.start();
        time.advance(SECOND);
        assertEquals(List.of(), events);
        tree.addAcmTty(board, 2, "ttyACM1");
        time.advance(Duration.ofMillis(300));
        assertEquals(2, plugged().ttys().size());
    }

    @Test
    void announcesWhatThereIsWhenAPortNeverComes() throws IOException {
        Path board = tree.plugUsb("1-1.4", "303a", "1001", "B0:81");
        tree.addAcmInterfaces(board, 0);
        tree.addAcmInterfaces(board, 2);
        tree.addAcmTty(board, 0, "ttyACM0");
        scanner.start();
        time.advance(Duration.ofMillis(1_800));
        assertEquals(List.of(), events);
        time.advance(SECOND);
        assertEquals(1, plugged().ttys().size());
    }

    @Test
    void findsAdaptersAndUartsAndNothingElse() throws IOException {
        Path adapter = tree.plugUsb("1-2", "0403", "6015", "DT04");
        tree.addUsbSerialTty(adapter, 0, "ttyUSB0");
        tree.addUart("fe201000.serial", "ttyAMA0", 3);
        tree.addUart("00.uart", "ttyS0", 4);
        tree.addUart("serial8250", "ttyS1", 0);
        tree.addVirtualTty("tty1");
        tree.addVirtualTty("ttyS9");
        tree.addVirtualTty("console");
        scanner.start();
        time.advance(SECOND);
        assertEquals(
                List.of("uart-00.uart", "uart-fe201000.serial", "usb-0403:6015:DT04"),
                events.stream()
                        .map(each -> assertInstanceOf(TtyEvent.Plugged.class, each).device().id())
                        .sorted()
                        .toList());
    }

    @Test
    void tellsWithinASecondThatABoardIsGone() throws IOException {
        Path board = plugBoard("1-1.4", "B0:81", "ttyACM0");
        scanner.start();
        time.advance(SECOND);
        TtyDevice device = plugged();
        tree.unplug(board);
        time.advance(SECOND);
        assertEquals(new TtyEvent.Unplugged(device), events.getLast());
        assertEquals(2, events.size());
    }

    @Test
    void aBoardInAnotherSocketIsTheSameBoard() throws IOException {
        Path board = plugBoard("1-1.4", "B0:81", "ttyACM0");
        scanner.start();
        time.advance(SECOND);
        tree.unplug(board);
        time.advance(SECOND);
        plugBoard("1-1.2", "B0:81", "ttyACM5");
        time.advance(SECOND.multipliedBy(2));
        assertEquals(3, events.size());
        TtyDevice again = assertInstanceOf(TtyEvent.Plugged.class, events.getLast()).device();
        assertEquals(BOARD_ID, again.id());
        assertEquals("ttyACM5", again.ttys().getFirst().name());
    }

    @Test
    void seesAReplugThatHappenedBetweenTwoLooks() throws IOException {
        Path board = plugBoard("1-1.4", "B0:81", "ttyACM0");
        scanner.start();
        time.advance(SECOND);
        tree.unplug(board);
        plugBoard("1-1.4", "B0:81", "ttyACM0");
        time.advance(SECOND.multipliedBy(2));
        assertEquals(3, events.size(), events::toString);
        assertInstanceOf(TtyEvent.Unplugged.class, events.get(1));
        assertInstanceOf(TtyEvent.Plugged.class, events.get(2));
    }

    @Test
    void waitsForPermissionAndComplainsOnce() throws IOException {
        plugBoard("1-1.4", "B0:81", "ttyACM0");
        tree.forbid("ttyACM0");
        scanner.start();
        time.advance(SECOND.multipliedBy(10));
        assertEquals(1, events.size(), events::toString);
        var refused = assertInstanceOf(TtyEvent.Inaccessible.class, events.getFirst()).refused();
        assertEquals("ttyACM0", refused.getFirst().name());
        tree.allow("ttyACM0");
        time.advance(SECOND.multipliedBy(2));
        assertInstanceOf(TtyEvent.Plugged.class, events.getLast());
        assertEquals(2, events.size());
    }

    @Test
    void permissionThatComesInTimeIsNoComplaint() throws IOException {
        plugBoard("1-1.4", "B0:81", "ttyACM0");
        tree.forbid("ttyACM0");
        scanner.start();
        time.advance(Duration.ofMillis(1_500));
        tree.allow("ttyACM0");
        time.advance(Duration.ofMillis(300));
        assertEquals(BOARD_ID, plugged().id());
    }

    @Test
    void twinsAreNamedByTheirSockets() throws IOException {
        plugBoard("1-1.1", "0001", "ttyACM0");
        plugBoard("1-1.2", "0001", "ttyACM1");
        plugBoard("1-1.3", "", "ttyACM2");
        scanner.start();
        time.advance(SECOND);
        assertEquals(
                List.of("usb-303a:1001@1-1.1", "usb-303a:1001@1-1.2", "usb-303a:1001@1-1.3"),
                ids());
    }

    @Test
    void aTwinThatComesLaterDoesNotRenameTheFirst() throws IOException {
        Path first = plugBoard("1-1.1", "0001", "ttyACM0");
        scanner.start();
        time.advance(SECOND);
        plugBoard("1-1.2", "0001", "ttyACM1");
        time.advance(SECOND.multipliedBy(2));
        assertEquals(List.of("usb-303a:1001:0001", "usb-303a:1001@1-1.2"), ids());
        // From now on the serial number is known to name nobody, even for the only one plugged.
        tree.unplug(first);
        time.advance(SECOND);
        plugBoard("1-1.1", "0001", "ttyACM0");
        time.advance(SECOND.multipliedBy(2));
        assertEquals("usb-303a:1001@1-1.1", ids().getLast());
    }

    @Test
    void stopsLookingWhenClosed() {
        scanner.start();
        time.advance(SECOND);
        scanner.close();
        time.advance(SECOND.multipliedBy(2));
        assertEquals(0, time.scheduled());
        assertTrue(events.isEmpty());
    }

    @Test
    void aMachineWithoutATreeHasNoPorts() {
        TtyScanner blind =
                new TtyScanner(folder.resolve("no"), folder, time, Runnable::run, events::add);
        blind.start();
        time.advance(SECOND.multipliedBy(3));
        assertEquals(List.of(), events);
    }

    private Path plugBoard(String socket, String serial, String tty) throws IOException {
        Path board = tree.plugUsb(socket, "303a", "1001", serial);
        tree.addAcmInterfaces(board, 0);
        tree.addAcmTty(board, 0, tty);
        return board;
    }

    private TtyDevice plugged() {
        assertEquals(1, events.size(), events::toString);
        return assertInstanceOf(TtyEvent.Plugged.class, events.getFirst()).device();
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (TtyEvent event : events) {
            if (event instanceof TtyEvent.Plugged(TtyDevice device)) {
                ids.add(device.id());
            }
        }
        return ids;
    }
}
