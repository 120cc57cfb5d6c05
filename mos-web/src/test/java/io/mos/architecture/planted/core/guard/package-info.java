/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.guard;

import org.jspecify.annotations.NullMarked;
