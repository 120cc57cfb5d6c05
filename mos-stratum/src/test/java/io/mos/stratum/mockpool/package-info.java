/**
 * A Stratum V1 pool over loopback TCP that does what a test scripts: honest, hostile, silent or
 * gone.
 */
@NullMarked
package io.mos.stratum.mockpool;

import org.jspecify.annotations.NullMarked;
