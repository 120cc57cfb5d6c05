/** Proofs of the drivers' process: real processes, real jars. */
@NullMarked
package io.mos.drivers.child;

import org.jspecify.annotations.NullMarked;
