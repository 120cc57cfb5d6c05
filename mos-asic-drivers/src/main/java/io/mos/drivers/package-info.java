/**
 * Drivers of ASIC boards and LAN miners live here: serial transport, the BM13xx engine, boards,
 * peripherals, the chip simulator and the conformance kit.
 */
@NullMarked
package io.mos.drivers;

import org.jspecify.annotations.NullMarked;
