/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers;

import org.jspecify.annotations.NullMarked;
