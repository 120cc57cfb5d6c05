package io.mos.architecture.planted.drivers.peripheral;

import io.mos.architecture.planted.drivers.serial.SerialThing;

/** Sees a package it must not. */
public record PeripheralThing(SerialThing breach) {}
