/** The host over lines in memory and terminal pairs, with real threads. */
@NullMarked
package io.mos.drivers.host;

import org.jspecify.annotations.NullMarked;
