package io.mos.drivers.bm13xx;

import io.mos.core.device.DeviceContext;

/** The parts of one chain's program, which all live on the device's thread. */
record Chain(
        ChainSpec spec,
        DeviceContext context,
        ChainLine line,
        ChipReads reads,
        ChainMiner miner,
        ChainWatch watch,
        Tuning tuning,
        StateReport report) {}
