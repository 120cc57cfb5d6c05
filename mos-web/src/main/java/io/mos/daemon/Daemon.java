package io.mos.daemon;

import io.mos.core.kernel.Kernel;

/** A daemon as it was wired: its modules under one kernel. */
record Daemon(Kernel kernel) {}
