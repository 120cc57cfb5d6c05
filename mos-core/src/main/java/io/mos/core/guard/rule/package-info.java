/**
 * The rules a guardian keeps a board by, as state machines that know no clock, bus or driver: what
 * a sensor is worth, what forbids power, when a board may start again, how fast its fan turns. Each
 * is owned by the guardian's thread.
 */
@NullMarked
package io.mos.core.guard.rule;

import org.jspecify.annotations.NullMarked;
