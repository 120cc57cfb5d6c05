/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.drivers.host;

import org.jspecify.annotations.NullMarked;
