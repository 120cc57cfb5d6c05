package io.mos.architecture.planted.drivers.bm13xx.family;

import io.mos.architecture.planted.drivers.bm13xx.EngineThing;

/** Sees a package it must not. */
public record FamilyThing(EngineThing breach) {}
