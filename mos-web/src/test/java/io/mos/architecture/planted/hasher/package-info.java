/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.hasher;

import org.jspecify.annotations.NullMarked;
