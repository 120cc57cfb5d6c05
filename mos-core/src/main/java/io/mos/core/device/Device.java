package io.mos.core.device;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Telemetry;
import java.util.Optional;
import java.util.Set;

/** One board, one network miner, or the CPU. */
public interface Device extends AutoCloseable {

    DeviceId id();

    /** What it can do; agrees with the facets it gives. */
    Set<Capability> capabilities();

    /** The optional part of a device's interface, when it has it. */
    <F extends Facet> Optional<F> facet(Class<F> type);

    /** The newest snapshot; any thread, never blocks. */
    Telemetry snapshot();

    /** Carries out a command; may block with a time limit, so never call it on a loop. */
    CommandResult execute(Command command);

    /** Stops hashing, makes the hardware safe and releases it; idempotent. */
    @Override
    void close();
}
