/**
 * The one engine of all BM13xx chips, as pure arithmetic over a {@link
 * io.mos.drivers.bm13xx.family.ChipFamily}: clock dividers and ramps, addresses, the order of a
 * bring-up, jobs from work, claims from nonces, and how long a search takes. No port, no thread, no
 * clock.
 */
@NullMarked
package io.mos.drivers.bm13xx;

import org.jspecify.annotations.NullMarked;
