package io.mos.core.guard;

/**
 * A board to be guarded.
 *
 * @param entry how another process finds it, should this one die
 * @param board what can be done to it; owned by the guardian from now on
 * @param settings what the fleet and the user ask for
 */
public record GuardedBoard(PoweredBoard entry, ProtectedBoard board, GuardSettings settings) {}
