/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.skeleton;

import org.jspecify.annotations.NullMarked;
