package io.mos.architecture.planted.unmarked;

/** Lies in a package that is not null-marked. */
public record NullableThing() {}
