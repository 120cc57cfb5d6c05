package io.mos.drivers.bm13xx.frame;

/** Anything a host sends down a chain. */
public sealed interface HostFrame permits Command, ChipJob {

    /** The whole frame, preamble and CRC included. */
    byte[] toBytes();
}
