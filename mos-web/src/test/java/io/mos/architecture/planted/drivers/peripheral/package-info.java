/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.peripheral;

import org.jspecify.annotations.NullMarked;
