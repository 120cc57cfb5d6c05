/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.store;

import org.jspecify.annotations.NullMarked;
