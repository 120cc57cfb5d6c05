package io.mos.architecture.planted.core.device;

import io.mos.architecture.planted.core.agent.AgentThing;

/** Sees a package it must not. */
public record DeviceThing(AgentThing breach) {}
