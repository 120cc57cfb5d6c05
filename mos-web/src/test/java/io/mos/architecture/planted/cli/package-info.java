/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.cli;

import org.jspecify.annotations.NullMarked;
