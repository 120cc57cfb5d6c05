/**
 * Finds the frequency and voltage at which a board does best, one step at a time and within what
 * keeps it safe; knows nothing of the board but what is measured.
 */
@NullMarked
package io.mos.core.guard.tune;

import org.jspecify.annotations.NullMarked;
