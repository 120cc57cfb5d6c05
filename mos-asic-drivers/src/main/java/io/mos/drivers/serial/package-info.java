/**
 * Serial ports: what a port promises, ports of this machine on Linux, and terminal pairs for
 * simulated boards.
 */
@NullMarked
package io.mos.drivers.serial;

import org.jspecify.annotations.NullMarked;
