package io.mos.architecture.planted.drivers.control;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record ControlThing(EngineThing breach) {}
