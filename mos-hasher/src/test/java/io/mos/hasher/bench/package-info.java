/** Benchmarks, run by {@code mvn -Pbench}; results with machine and flags lie under docs/bench. */
@NullMarked
package io.mos.hasher.bench;

import org.jspecify.annotations.NullMarked;
