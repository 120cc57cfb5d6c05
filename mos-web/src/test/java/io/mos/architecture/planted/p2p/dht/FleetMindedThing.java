package io.mos.architecture.planted.p2p.dht;

import io.mos.architecture.planted.core.chain.ChainThing;

/** Sees a package it must not. */
public record FleetMindedThing(ChainThing breach) {}
