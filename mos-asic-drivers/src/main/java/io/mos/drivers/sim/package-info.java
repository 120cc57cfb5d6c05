/**
 * Simulated boards: chips, control channel, parts and heat, byte for byte, on terminals of this
 * machine or in memory. {@link io.mos.drivers.sim.SimBoards} is the way in. A board is a pure state
 * machine ({@link io.mos.drivers.sim.SimulatedBoard}); terminals, threads and the clock are around
 * it. No driver can tell it from a real one, and none has a branch for it.
 */
@NullMarked
package io.mos.drivers.sim;

import org.jspecify.annotations.NullMarked;
