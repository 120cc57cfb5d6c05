package io.mos.architecture.planted.core.chain;

import io.mos.architecture.planted.core.kernel.KernelThing;

/** Sees a package it must not. */
public record ChainThing(KernelThing breach) {}
