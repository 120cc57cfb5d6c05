/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.command;

import org.jspecify.annotations.NullMarked;
