/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.chain;

import org.jspecify.annotations.NullMarked;
