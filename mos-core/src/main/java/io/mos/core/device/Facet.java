package io.mos.core.device;

/** An optional part of a device's interface; a device gives it or does not, it never half works. */
public interface Facet {}
