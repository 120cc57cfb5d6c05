/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.device;

import org.jspecify.annotations.NullMarked;
