/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.daemon;

import org.jspecify.annotations.NullMarked;
