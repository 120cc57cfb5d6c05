package io.mos.architecture.planted.drivers.bm13xx.frame;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record FrameThing(EngineThing breach) {}
