package io.mos.architecture.planted.store;

import io.mos.architecture.planted.web.WebThing;

/** Sees a package it must not. */
public record StoreThing(WebThing breach) {}
