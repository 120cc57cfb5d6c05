/** Timed numbers of the Stratum client, by hand; results under docs/bench. */
@NullMarked
package io.mos.stratum.bench;

import org.jspecify.annotations.NullMarked;
