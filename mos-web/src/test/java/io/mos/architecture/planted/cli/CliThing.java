package io.mos.architecture.planted.cli;

import io.mos.architecture.planted.daemon.DaemonThing;

/** Sees a package it must not. */
public record CliThing(DaemonThing breach) {}
