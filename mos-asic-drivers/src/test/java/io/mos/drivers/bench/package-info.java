/** Measurements of serial ports; their results stand in docs/bench. */
@NullMarked
package io.mos.drivers.bench;

import org.jspecify.annotations.NullMarked;
