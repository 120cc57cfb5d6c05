package io.mos.architecture.planted.stratum;

import io.mos.architecture.planted.p2p.P2pThing;

/** Sees a package it must not. */
public record StratumThing(P2pThing breach) {}
