/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.telemetry;

import org.jspecify.annotations.NullMarked;
