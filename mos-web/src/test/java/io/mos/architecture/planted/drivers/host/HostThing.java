package io.mos.architecture.planted.drivers.host;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record HostThing(EngineThing breach) {}
