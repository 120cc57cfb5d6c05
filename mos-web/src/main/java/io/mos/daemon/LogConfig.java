package io.mos.daemon;

import io.mos.daemon.log.LogLevel;

/** How much is logged. */
record LogConfig(LogLevel level) {}
