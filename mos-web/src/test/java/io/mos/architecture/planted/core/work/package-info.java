/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.work;

import org.jspecify.annotations.NullMarked;
