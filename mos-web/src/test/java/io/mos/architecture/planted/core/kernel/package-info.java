/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.kernel;

import org.jspecify.annotations.NullMarked;
