package io.mos.architecture.planted.core.kernel;

import io.mos.architecture.planted.core.chain.ChainThing;

/** Sees a package it must not. */
public record KernelThing(ChainThing breach) {}
