package io.mos.architecture.planted.core.work;

import io.mos.architecture.planted.core.device.DeviceThing;

/** Sees a package it must not. */
public record WorkThing(DeviceThing breach) {}
