/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.child;

import org.jspecify.annotations.NullMarked;
