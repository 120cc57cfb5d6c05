/** A node as large as mainnet's, to measure the daemon against; results under docs/bench. */
@NullMarked
package io.mos.stratum.solo.bench;

import org.jspecify.annotations.NullMarked;
