package io.mos.architecture.planted.hasher;

import io.mos.architecture.planted.stratum.StratumThing;

/** Sees a package it must not. */
public record HasherThing(StratumThing breach) {}
