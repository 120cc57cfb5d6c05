package io.mos.drivers.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DeviceSettings;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.bm13xx.ChainSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardFileDriverTest {
    private static final DeviceId ID = new DeviceId("board-1");
    private static final Path CONTROL = Path.of("/dev/ttyACM0");
    private static final Path DATA = Path.of("/dev/ttyACM1");

    @TempDir private Path folder;

    private final List<ChainSpec> opened = new ArrayList<>();

    private final BoardFileDriver driver =
            new BoardFileDriver((chain, _) -> {
                opened.add(chain);
                throw new Opened();
            });

    private static Candidate.Usb usb(String manufacturer, String product, Path... ports) {
        return new Candidate.Usb(
                ID, 0x1209, 0x256F, 0x0110, manufacturer, product, "1", List.of(ports));
    }

    private static Candidate.Named named(String board, Path... ports) {
        return new Candidate.Named(ID, board, List.of(ports));
    }

    private String boardOf(Candidate candidate) {
        return driver.match(candidate).map(match -> match.board().name()).orElse("none");
    }

    @Test
    void recognisesBoardsByTheirTexts() {
        DriverMatch gamma = driver.match(usb("OSMU", "Bitaxe", CONTROL, DATA)).orElseThrow();
        assertEquals("bitaxe-gamma", gamma.board().name());
        assertEquals(DriverMatch.BY_USB_TEXTS, gamma.specificity());
        assertEquals("emberone00", boardOf(usb("256F", "EmberOne00", CONTROL, DATA)));
    }

    @Test
    void takesNothingElse() {
        assertEquals("none", boardOf(usb("OSMU", "Bitaxe", CONTROL)));
        assertEquals("none", boardOf(usb("OSMU", "bitaxe", CONTROL, DATA)));
        assertEquals("none", boardOf(usb("", "", CONTROL, DATA)));
        assertEquals("none", boardOf(named("antminer", CONTROL, DATA)));
        Candidate.Usb otherIds =
                new Candidate.Usb(
                        ID, 0x0403, 0x6015, 0, "256F", "EmberOne00", "", List.of(CONTROL, DATA));
        assertEquals("none", boardOf(otherIds));
    }

    @Test
    void takesANamedBoardForWhatItIsSaidToBe() {
        DriverMatch supra = driver.match(named("bitaxe-supra", CONTROL, DATA)).orElseThrow();
        assertEquals("bitaxe-supra", supra.board().name());
        assertEquals(DriverMatch.BY_NAME, supra.specificity());
        var refused =
                assertThrows(
                        BoardFileException.class, () -> driver.match(named("bitaxe-supra", DATA)));
        assertEquals(
                "bitaxe-supra: has 2 ports, control and data, and 1 is named",
                refused.getMessage());
    }

    @Test
    void opensAUsersOwnBoard() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.json"), BoardFiles.template());
        DriverMatch match = driver.match(named(file.toString(), DATA)).orElseThrow();
        assertEquals("my-chain", match.board().name());
        assertThrows(Opened.class, () -> driver.open(match, context(DeviceSettings.NONE)));
        assertEquals("BM1366", opened.getFirst().family().name());
        Files.writeString(file, BoardFiles.template().replace("400", "450"));
        DriverMatch again = driver.match(named(file.toString(), DATA)).orElseThrow();
        assertThrows(Opened.class, () -> driver.open(again, context(DeviceSettings.NONE)));
        assertEquals(450, opened.getLast().frequencyMhz());
    }

    @Test
    void drivesWhatAJarBringsAlongAndNothingElse() throws IOException {
        BoardFile mine =
                BoardFiles.read(
                        "mine.json",
                        new ByteArrayInputStream(
                                BoardFiles.template().getBytes(StandardCharsets.UTF_8)));
        BoardFileDriver own =
                BoardFileDriver.of(new DriverInfo("mine", "1", DeviceDriver.LEVEL), mine);
        assertEquals("mine", own.info().name());
        DriverMatch match = own.match(named("my-chain", DATA)).orElseThrow();
        assertEquals(mine.plan(), own.plan(match, DeviceSettings.NONE));
        Path file = Files.writeString(folder.resolve("b.json"), BoardFiles.template());
        assertTrue(own.match(named(file.toString(), DATA)).isEmpty());
        assertTrue(own.match(named("bitaxe-supra", CONTROL, DATA)).isEmpty());
        assertTrue(own.match(usb("OSMU", "Bitaxe", CONTROL, DATA)).isEmpty());
    }

    @Test
    void keepsUsersBoardsOfOneNameApart() throws IOException {
        Path first = Files.writeString(folder.resolve("a.json"), BoardFiles.template());
        Path second = Files.writeString(folder.resolve("b.json"), BoardFiles.template());
        assertTrue(driver.match(named(first.toString(), DATA)).isPresent());
        var refused =
                assertThrows(
                        BoardFileException.class,
                        () -> driver.match(named(second.toString(), DATA)));
        assertTrue(String.valueOf(refused.getMessage()).contains("a.json"));
    }

    @Test
    void opensWithWhatTheUserAsks() {
        DriverMatch match = driver.match(named("bitaxe-gamma", CONTROL, DATA)).orElseThrow();
        var settings = new DeviceSettings(Map.of("frequency-mhz", "450"));
        assertThrows(Opened.class, () -> driver.open(match, context(settings)));
        assertEquals(450, opened.getFirst().frequencyMhz());
        var wider = new DeviceSettings(Map.of("max-frequency-mhz", "800"));
        assertThrows(BoardFileException.class, () -> driver.open(match, context(wider)));
        assertSame(BoardFiles.named("bitaxe-gamma").orElseThrow(), driver.file("bitaxe-gamma"));
        assertThrows(IllegalArgumentException.class, () -> driver.file("my-chain"));
    }

    @Test
    void aBoardForSomeReleasesGoesFirst() {
        UsbMatch all = new UsbMatch("a", "b", OptionalInt.empty(), OptionalInt.empty(), 0, 0xFFFF);
        UsbMatch some =
                new UsbMatch("a", "b", OptionalInt.empty(), OptionalInt.empty(), 0x0100, 0x01FF);
        assertTrue(some.specificity() > all.specificity());
        assertTrue(some.fits(usb("a", "b", DATA)));
        assertTrue(
                !new UsbMatch("a", "b", OptionalInt.empty(), OptionalInt.empty(), 0x0200, 0x02FF)
                        .fits(usb("a", "b", DATA)));
    }

    /** The program is another package's; this is as far as a driver goes. */
    private static final class Opened extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** A context that opening a device may ask for its settings, and nothing more. */
    private static DeviceContext context(DeviceSettings settings) {
        return (DeviceContext)
                Proxy.newProxyInstance(
                        DeviceContext.class.getClassLoader(),
                        new Class<?>[] {DeviceContext.class},
                        (_, method, _) -> {
                            assertEquals("settings", method.getName());
                            return settings;
                        });
    }
}
