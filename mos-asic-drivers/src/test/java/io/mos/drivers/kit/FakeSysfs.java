package io.mos.drivers.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The part of sysfs and of the device folder that serial ports show in, with folders and links as
 * the kernel makes them. Owner: the test's thread.
 */
public final class FakeSysfs {

    private static final String CONTROLLER = "devices/pci0000:00/0000:00:14.0/usb1";

    private final Path sys;
    private final Path dev;
    private int deviceNumber = 1;

    public FakeSysfs(Path root) throws IOException {
        sys = Files.createDirectories(root.resolve("sys"));
        dev = Files.createDirectories(root.resolve("dev"));
        Files.createDirectories(sys.resolve("class/tty"));
    }

    public Path sys() {
        return sys;
    }

    public Path dev() {
        return dev;
    }

    /** Puts a USB device into a socket, such as {@code 1-1.4}; its ports come one by one. */
    public Path plugUsb(String socket, String vendor, String product, String serial)
            throws IOException {
        Path device = Files.createDirectories(sys.resolve(CONTROLLER).resolve(socket));
        write(device, "idVendor", vendor);
        write(device, "idProduct", product);
        write(device, "bcdDevice", "0100");
        write(device, "devnum", "" + ++deviceNumber);
        write(device, "manufacturer", "OSMU");
        write(device, "product", "Bitaxe");
        if (!serial.isEmpty()) {
            write(device, "serial", serial);
        }
        return device;
    }

    /** The two interfaces of a CDC function, without the port that the kernel makes of them. */
    public void addAcmInterfaces(Path device, int number) throws IOException {
        addInterface(device, number, "02", "02");
        addInterface(device, number + 1, "0a", "00");
    }

    /** The port of a CDC function that has its interfaces. */
    public void addAcmTty(Path device, int number, String name) throws IOException {
        addTty(interfaceOf(device, number), name);
    }

    /** A port of an adapter with a driver of its own, such as FTDI's. */
    public void addUsbSerialTty(Path device, int number, String name) throws IOException {
        addInterface(device, number, "ff", "ff");
        addTty(Files.createDirectories(interfaceOf(device, number).resolve(name)), name);
    }

    /** A UART of the main board; type 0 is a place without a chip. */
    public void addUart(String hardware, String name, int type) throws IOException {
        String port = hardware + "/" + hardware + ":0/" + hardware + ":0.0";
        Path device = Files.createDirectories(sys.resolve("devices/platform/soc").resolve(port));
        addTty(device, name);
        write(sys.resolve("class/tty").resolve(name).toRealPath(), "type", "" + type);
    }

    /** A terminal without hardware. */
    public void addVirtualTty(String name) throws IOException {
        Path tty = Files.createDirectories(sys.resolve("devices/virtual/tty").resolve(name));
        link(sys.resolve("class/tty").resolve(name), tty);
        allow(name);
    }

    /** Pulls a device with all its ports. */
    public void unplug(Path device) throws IOException {
        try (var entries = Files.newDirectoryStream(sys.resolve("class/tty"))) {
            for (Path entry : entries) {
                if (entry.toRealPath().startsWith(device.toRealPath())) {
                    Files.delete(entry);
                    Files.deleteIfExists(dev.resolve(nameOf(entry)));
                }
            }
        }
        deleteAll(device);
    }

    /** Takes the device node away, so that nobody may open it. */
    public void forbid(String tty) throws IOException {
        Files.deleteIfExists(dev.resolve(tty));
    }

    public void allow(String tty) throws IOException {
        Files.writeString(dev.resolve(tty), "");
    }

    private static Path interfaceOf(Path device, int number) {
        return device.resolve("%s:1.%d".formatted(nameOf(device), number));
    }

    private static void addInterface(Path device, int number, String type, String subtype)
            throws IOException {
        Path folder = Files.createDirectories(interfaceOf(device, number));
        write(folder, "bInterfaceNumber", "%02x".formatted(number));
        write(folder, "bInterfaceClass", type);
        write(folder, "bInterfaceSubClass", subtype);
    }

    private void addTty(Path device, String name) throws IOException {
        Path tty = Files.createDirectories(device.resolve("tty").resolve(name));
        link(tty.resolve("device"), device);
        link(sys.resolve("class/tty").resolve(name), tty);
        allow(name);
    }

    /** Relative, as the kernel's links are. */
    private static void link(Path from, Path to) throws IOException {
        Path folder = from.resolveSibling("").toAbsolutePath();
        Files.createSymbolicLink(from, folder.relativize(to.toAbsolutePath()));
    }

    private static void write(Path folder, String attribute, String value) throws IOException {
        Files.writeString(folder.resolve(attribute), value + "\n");
    }

    private static String nameOf(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    private static void deleteAll(Path folder) throws IOException {
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
