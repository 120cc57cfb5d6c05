package io.mos.architecture.planted.drivers.board;

import io.mos.architecture.planted.drivers.sim.SimThing;

/** Sees a package it must not. */
public record BoardThing(SimThing breach) {}
