package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads from sysfs which serial ports there are. Files vanish while they are read when a plug is
 * pulled; a port that is half gone is gone. Blocks on files: not on a loop.
 */
final class TtyTree {

    /** Ports that can carry a board; ttyS only where a chip was found. */
    private static final Pattern NAMES = Pattern.compile("tty(ACM|USB|AMA|S)\\d+");

    /** The port's number behind the device's own name (serial core, since Linux 6.5). */
    private static final Pattern PORT_SUFFIX = Pattern.compile(":\\d+\\.\\d+$");

    /** PORT_UNKNOWN, include/uapi/linux/serial_core.h: a place for a chip that is not there. */
    private static final String NO_CHIP = "0";

    /** CDC class and abstract control model (USB CDC 1.2 §4.2, PSTN 1.2 §3.2): carries a ttyACM. */
    private static final String ACM_CLASS = "02";

    private static final String ACM_SUBCLASS = "02";

    /** From a port up to its USB device: port, interface, device. */
    private static final int DEPTH = 3;

    /** USB strings have at most 126 characters (USB 2.0 §9.6.7). */
    private static final int ATTRIBUTE_BYTES = 512;

    private static final int HEX = 16;

    private final Path classFolder;
    private final Path devices;

    /**
     * @param sys usually {@code /sys}
     * @param devices usually {@code /dev}
     */
    TtyTree(Path sys, Path devices) {
        this.classFolder = sys.resolve("class/tty");
        this.devices = devices;
    }

    /** All ports now, by interface number and name. */
    List<SysTty> read() throws IOException {
        List<SysTty> found = new ArrayList<>();
        if (!Files.isDirectory(classFolder)) {
            return found;
        }
        try (DirectoryStream<Path> entries =
                Files.newDirectoryStream(
                        classFolder, each -> NAMES.matcher(name(each)).matches())) {
            for (Path entry : entries) {
                port(entry).ifPresent(found::add);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        found.sort(
                Comparator.comparingInt((SysTty each) -> each.tty().interfaceNumber())
                        .thenComparing(each -> each.tty().name()));
        return found;
    }

    private Optional<SysTty> port(Path entry) {
        try {
            Path device = entry.resolve("device").toRealPath();
            Optional<Path> usbInterface = above(device, "bInterfaceNumber");
            Optional<Path> usbDevice = above(device, "idVendor");
            if (usbInterface.isPresent() && usbDevice.isPresent()) {
                return Optional.of(usbPort(name(entry), usbInterface.get(), usbDevice.get()));
            }
            return isUart(entry) ? Optional.of(uart(name(entry), device)) : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> above(Path device, String attribute) {
        Path folder = device;
        for (int level = 0; level < DEPTH && folder != null; level++) {
            if (Files.exists(folder.resolve(attribute))) {
                return Optional.of(folder);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }

    private SysTty usbPort(String name, Path usbInterface, Path usbDevice) throws IOException {
        TtyIdentity.Usb identity =
                new TtyIdentity.Usb(
                        hex(usbDevice, "idVendor"),
                        hex(usbDevice, "idProduct"),
                        hex(usbDevice, "bcdDevice"),
                        text(usbDevice, "manufacturer"),
                        text(usbDevice, "product"),
                        text(usbDevice, "serial"),
                        name(usbDevice));
        Tty tty = new Tty(hex(usbInterface, "bInterfaceNumber"), name, devices.resolve(name));
        // The kernel gives each plugging a new device number, also in the same socket.
        String plug = usbDevice + "#" + text(usbDevice, "devnum");
        return new SysTty(tty, identity, plug, acmInterfaces(usbDevice));
    }

    private static int acmInterfaces(Path usbDevice) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> children = Files.newDirectoryStream(usbDevice, "*:*")) {
            for (Path child : children) {
                if (text(child, "bInterfaceClass").equals(ACM_CLASS)
                        && text(child, "bInterfaceSubClass").equals(ACM_SUBCLASS)) {
                    count++;
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return count;
    }

    private static boolean isUart(Path entry) throws IOException {
        String type = text(entry, "type");
        return !type.isEmpty() && !type.equals(NO_CHIP);
    }

    private SysTty uart(String name, Path device) {
        String hardware = PORT_SUFFIX.matcher(name(device)).replaceFirst("");
        Tty tty = new Tty(0, name, devices.resolve(name));
        return new SysTty(tty, new TtyIdentity.Uart(hardware), device + "#" + name, 1);
    }

    private static int hex(Path folder, String attribute) throws IOException {
        return Integer.parseUnsignedInt(text(folder, attribute), HEX);
    }

    /** Empty when there is no such attribute: many boards have no serial number. */
    private static String text(Path folder, String attribute) throws IOException {
        Path file = folder.resolve(attribute);
        if (!Files.exists(file)) {
            return "";
        }
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(ATTRIBUTE_BYTES), StandardCharsets.UTF_8).strip();
        }
    }

    private static String name(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }
}
