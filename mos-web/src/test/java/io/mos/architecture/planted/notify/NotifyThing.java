package io.mos.architecture.planted.notify;

import io.mos.architecture.planted.store.StoreThing;

/** Sees a package it must not. */
public record NotifyThing(StoreThing breach) {}
