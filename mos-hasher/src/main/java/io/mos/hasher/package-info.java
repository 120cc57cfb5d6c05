/**
 * SHA-256d on the CPU: kernels, their self-test and choice, the hashing threads and the CPU device.
 */
@NullMarked
package io.mos.hasher;

import org.jspecify.annotations.NullMarked;
