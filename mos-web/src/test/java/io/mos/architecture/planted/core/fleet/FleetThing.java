package io.mos.architecture.planted.core.fleet;

import io.mos.architecture.planted.core.agent.AgentThing;

/** Sees a package it must not. */
public record FleetThing(AgentThing breach) {}
