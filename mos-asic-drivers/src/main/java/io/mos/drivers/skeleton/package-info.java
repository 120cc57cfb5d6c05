/** Begins a driver's project for a contributor. */
@NullMarked
package io.mos.drivers.skeleton;

import org.jspecify.annotations.NullMarked;
