package io.mos.architecture.planted.daemon;

/** Is seen by one that must not see it. */
public record DaemonThing() {}
