/**
 * The nonce scan itself: kernels that search a range of nonces of a prepared header for candidates,
 * and what proves and times them. {@link io.mos.hasher.kernel.KernelCatalog} is the door; kernels
 * never report a hash, only places worth a second look by {@code MessageDigest}.
 */
@NullMarked
package io.mos.hasher.kernel;

import org.jspecify.annotations.NullMarked;
