/**
 * Work as it travels: a job from a source, the slice of it leased to a device, the nonce a device\n
 * * claims and the share that goes back. Sees only chain and kernel.
 */
@NullMarked
package io.mos.core.work;

import org.jspecify.annotations.NullMarked;
