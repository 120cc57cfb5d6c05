package io.mos.architecture.planted.daemon;

/** Has a name that says nothing. */
public record ThingManager() {}
