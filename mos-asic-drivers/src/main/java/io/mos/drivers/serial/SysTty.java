package io.mos.drivers.serial;

/**
 * One port as sysfs shows it.
 *
 * @param plug the same for all ports of a device from one plugging to the next
 * @param expectedTtys how many ports its device will have at least, when that is known
 */
record SysTty(Tty tty, TtyIdentity identity, String plug, int expectedTtys) {}
