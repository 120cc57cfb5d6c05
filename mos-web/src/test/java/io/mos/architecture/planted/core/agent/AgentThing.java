package io.mos.architecture.planted.core.agent;

import io.mos.architecture.planted.core.fleet.FleetThing;

/** Sees a package it must not. */
public record AgentThing(FleetThing breach) {}
