package io.mos.daemon;

/**
 * How boards are found and driven.
 *
 * @param detectUsb whether boards that are plugged in are driven without being named
 */
record DriverSettings(boolean detectUsb) {}
