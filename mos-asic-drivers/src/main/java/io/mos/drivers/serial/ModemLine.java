package io.mos.drivers.serial;

/** The modem lines a host drives; boards use them for reset or for choosing the boot mode. */
public enum ModemLine {
    DTR,
    RTS
}
