package io.mos.drivers.serial;

import java.nio.file.Path;

/**
 * One serial port of a device.
 *
 * @param interfaceNumber its place among the device's USB interfaces (bInterfaceNumber); 0 for a
 *     UART
 * @param name the kernel's name today, such as {@code ttyACM1}; says nothing tomorrow
 * @param path what to open
 */
public record Tty(int interfaceNumber, String name, Path path) {}
