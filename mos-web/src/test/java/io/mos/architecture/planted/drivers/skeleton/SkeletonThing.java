package io.mos.architecture.planted.drivers.skeleton;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record SkeletonThing(EngineThing breach) {}
