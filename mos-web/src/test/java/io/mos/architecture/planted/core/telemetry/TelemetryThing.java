package io.mos.architecture.planted.core.telemetry;

import io.mos.architecture.planted.core.work.WorkThing;

/** Sees a package it must not. */
public record TelemetryThing(WorkThing breach) {}
