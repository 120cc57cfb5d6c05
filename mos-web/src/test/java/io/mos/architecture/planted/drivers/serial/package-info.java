/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.serial;

import org.jspecify.annotations.NullMarked;
