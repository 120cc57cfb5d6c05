/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.agent;

import org.jspecify.annotations.NullMarked;
