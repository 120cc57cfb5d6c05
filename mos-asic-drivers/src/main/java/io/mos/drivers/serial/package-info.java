/**
 * Serial ports: what a port promises, ports of this machine on Linux, terminal pairs for simulated
 * boards, and boards coming and going.
 */
@NullMarked
package io.mos.drivers.serial;

import org.jspecify.annotations.NullMarked;
