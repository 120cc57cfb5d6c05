package io.mos.architecture.planted.core.agent;

import io.mos.architecture.planted.hasher.HasherThing;

/** Sees a package it must not. */
public record HashingThing(HasherThing breach) {}
