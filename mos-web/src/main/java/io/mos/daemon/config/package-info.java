/**
 * Reads one configuration out of a TOML file, the environment and flags, against a schema of keys:
 * finds every problem at once, and writes the documentation and the sample file from the same keys.
 * Knows nothing of what the keys mean.
 */
@NullMarked
package io.mos.daemon.config;

import org.jspecify.annotations.NullMarked;
