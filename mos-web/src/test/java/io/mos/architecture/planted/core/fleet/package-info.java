/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.fleet;

import org.jspecify.annotations.NullMarked;
