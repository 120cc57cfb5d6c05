/**
 * The host of the devices: finds the driver of each board that is plugged in, gives it a thread, a
 * line and a guardian, and keeps one that fails from harming the others.
 */
@NullMarked
package io.mos.drivers.host;

import org.jspecify.annotations.NullMarked;
