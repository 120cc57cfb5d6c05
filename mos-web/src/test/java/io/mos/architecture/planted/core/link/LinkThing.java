package io.mos.architecture.planted.core.link;

import io.mos.architecture.planted.core.fleet.FleetThing;

/** Sees a package it must not. */
public record LinkThing(FleetThing breach) {}
