package io.mos.core.guard;

import io.mos.core.device.BoardControl;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.Reading;
import java.time.Duration;

/**
 * The guardian of one board, as the board's host sees it. Any thread may call; nothing but {@link
 * #close} waits. What the guardian has to say comes through the executor and the listener of {@link
 * DriverSide}.
 */
public interface BoardGuard extends AutoCloseable {

    /** Without a heartbeat for longer than this, a powered board is made safe. */
    Duration HEARTBEAT_LIMIT = Duration.ofMillis(3_300);

    /** The longest that {@link #close} waits. */
    Duration CLOSE_LIMIT = Duration.ofSeconds(4);

    /** The driver's requests; each only hands over. */
    BoardControl control();

    /**
     * The driver is alive. To be called from its own thread about once a second, so that a driver
     * that loops or blocks is missed.
     *
     * @param frequencyMhz what the chips run at by the driver's word; held to the limit, and a
     *     supply is raised only while it is known
     */
    void heartbeat(Reading<Double> frequencyMhz);

    /**
     * The driver failed or is gone: the board is made safe without waiting for missed heartbeats.
     * May be powered again once there is a heartbeat and nothing else is wrong.
     */
    void driverGone(Fault why);

    /** What is known of the board now; never blocks. */
    GuardReadings readings();

    /**
     * Takes hash power away, leaves the fan at a safe level, lets the bus go and ends the
     * guardian's thread; idempotent. A board that could not be made safe stays on the list of
     * {@link PoweredBoard}s.
     */
    @Override
    void close();
}
