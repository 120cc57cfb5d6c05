/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.bm13xx;

import org.jspecify.annotations.NullMarked;
