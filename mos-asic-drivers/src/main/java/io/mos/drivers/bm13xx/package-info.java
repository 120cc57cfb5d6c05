/**
 * The one engine of all BM13xx chips, as pure arithmetic over a {@link
 * io.mos.drivers.bm13xx.family.ChipFamily}: clock dividers and ramps, addresses, the order of a
 * bring-up, jobs from work, claims from nonces, and how long a search takes. {@link
 * io.mos.drivers.bm13xx.ChainProgram} is the state machine that drives a chain with it through a
 * device's context. No port, no thread, no clock of its own.
 */
@NullMarked
package io.mos.drivers.bm13xx;

import org.jspecify.annotations.NullMarked;
