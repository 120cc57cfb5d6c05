/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.board;

import org.jspecify.annotations.NullMarked;
