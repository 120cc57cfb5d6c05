/** Timed numbers of the Stratum server under load, by hand; results under docs/bench. */
@NullMarked
package io.mos.stratum.server.bench;

import org.jspecify.annotations.NullMarked;
