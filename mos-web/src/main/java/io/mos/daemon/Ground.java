package io.mos.daemon;

import io.micrometer.core.instrument.MeterRegistry;
import io.mos.core.kernel.Entropy;
import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.HashEngine;

/** What every part of one daemon stands on. */
record Ground(
        TimeSource time,
        Entropy entropy,
        EventBus<FleetEvent> events,
        MeterRegistry registry,
        HashEngine engine) {}
