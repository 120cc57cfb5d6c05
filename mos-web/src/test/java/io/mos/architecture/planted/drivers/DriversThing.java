package io.mos.architecture.planted.drivers;

import io.mos.architecture.planted.hasher.HasherThing;

/** Sees a package it must not. */
public record DriversThing(HasherThing breach) {}
