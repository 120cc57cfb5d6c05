package io.mos.architecture.planted.drivers.sim;

import io.mos.architecture.planted.drivers.host.HostThing;

/** Sees a package it must not. */
public record SimThing(HostThing breach) {}
