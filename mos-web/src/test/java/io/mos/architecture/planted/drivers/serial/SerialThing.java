package io.mos.architecture.planted.drivers.serial;

import io.mos.architecture.planted.core.telemetry.TelemetryThing;

/** Sees a package it must not. */
public record SerialThing(TelemetryThing breach) {}
