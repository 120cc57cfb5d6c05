/**
 * Keeps boards safe: temperature, fan and supply, with the driver, the agent and the network gone.
 * Stands on a board's {@link io.mos.core.device.ProtectionPlan} and its {@link
 * io.mos.core.guard.ProtectedBoard} alone.
 */
@NullMarked
package io.mos.core.guard;

import org.jspecify.annotations.NullMarked;
