/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.stratum;

import org.jspecify.annotations.NullMarked;
