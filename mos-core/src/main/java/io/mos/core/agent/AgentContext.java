package io.mos.core.agent;

import io.mos.core.kernel.EventBus;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.FleetEvent;
import io.mos.core.work.HashEngine;

/** What everything inside the agent needs from outside. */
record AgentContext(
        TimeSource time, HashEngine engine, EventBus<FleetEvent> events, AgentMetrics metrics) {}
