package io.mos.architecture.planted.core.command;

import io.mos.architecture.planted.core.work.WorkThing;

/** Sees a package it must not. */
public record CommandThing(WorkThing breach) {}
