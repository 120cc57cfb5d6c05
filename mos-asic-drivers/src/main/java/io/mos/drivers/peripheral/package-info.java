/**
 * Parts on a board's bus, each by its data sheet: sensors, fan controllers, regulators and power
 * meters, and the ports they are reached through.
 */
@NullMarked
package io.mos.drivers.peripheral;

import org.jspecify.annotations.NullMarked;
