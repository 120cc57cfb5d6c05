package io.mos.architecture.planted.p2p;

import io.mos.architecture.planted.drivers.DriversThing;

/** Sees a package it must not. */
public record P2pThing(DriversThing breach) {}
