/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.bm13xx.frame;

import org.jspecify.annotations.NullMarked;
