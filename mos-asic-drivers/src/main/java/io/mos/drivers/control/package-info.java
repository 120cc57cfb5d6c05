/**
 * The control channel of boards with a USB bridge: bitaxe-raw's requests and answers, and the
 * board's bus, lines, inputs and light over them.
 */
@NullMarked
package io.mos.drivers.control;

import org.jspecify.annotations.NullMarked;
