package io.mos.architecture.planted.web;

import io.mos.architecture.planted.cli.CliThing;

/** Sees a package it must not. */
public record WebThing(CliThing breach) {}
