package io.mos.architecture.planted.drivers.child;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record ChildThing(EngineThing breach) {}
