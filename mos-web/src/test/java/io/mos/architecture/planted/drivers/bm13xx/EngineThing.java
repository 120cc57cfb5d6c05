package io.mos.architecture.planted.drivers.bm13xx;

import io.mos.architecture.planted.drivers.DriversThing;

/** Sees a package it must not. */
public record EngineThing(DriversThing breach) {}
