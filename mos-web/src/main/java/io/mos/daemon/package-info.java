/** The daemon's entry point and wiring: the one place that sees every module. */
@NullMarked
package io.mos.daemon;

import org.jspecify.annotations.NullMarked;
