/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.sim;

import org.jspecify.annotations.NullMarked;
