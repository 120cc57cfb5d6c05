/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.control;

import org.jspecify.annotations.NullMarked;
