/**
 * A chain of simulated BM13xx chips, byte for byte: commands and jobs in, register answers and
 * nonces out. A pure state machine: time and bytes are given to it, nothing waits and nothing runs
 * by itself. Nonces are real: the chips hash the headers they are sent, more slowly than silicon by
 * as many bits as their tickets are easier.
 *
 * <p>Written from the fact sheet BM13XX.md and from recorded bytes, without the engine that drives
 * chips: the two are each other's test.
 */
@NullMarked
package io.mos.drivers.sim.chip;

import org.jspecify.annotations.NullMarked;
