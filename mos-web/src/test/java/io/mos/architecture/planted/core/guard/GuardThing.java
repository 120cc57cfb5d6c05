package io.mos.architecture.planted.core.guard;

import io.mos.architecture.planted.core.work.WorkThing;

/** Sees a package it must not. */
public record GuardThing(WorkThing breach) {}
