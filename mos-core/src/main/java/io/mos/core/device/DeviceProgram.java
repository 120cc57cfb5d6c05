package io.mos.core.device;

import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.telemetry.Fault;
import io.mos.core.work.Work;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One device while it is driven: a state machine that is told what happened and acts through its
 * {@link DeviceContext}.
 *
 * <p>Owner: the device's thread; every method is called on it, one at a time, and must return
 * within some milliseconds. Waiting is done by {@link DeviceContext#after}. What a method throws
 * counts as a failure of the driver: the board is made safe and the program is started anew.
 */
public interface DeviceProgram {

    /** What it can do, constant while it lives. */
    Set<Capability> capabilities();

    /** Bring the device up from whatever state it is in. Called once, first. */
    void start();

    /**
     * Bytes came in on the data line.
     *
     * @param bytes valid during the call only
     */
    void onBytes(ByteBuffer bytes);

    /** There is other work. Orders given before start-up is over are to be kept, the last wins. */
    void onWork(WorkOrder order);

    /**
     * An operator asks for something.
     *
     * @param answer to be called once, on the device's thread, at any time
     */
    void onCommand(Command command, Consumer<CommandResult> answer);

    /**
     * The guardian took hash power away: reset is held and the supply is off, whatever the program
     * wanted. Nothing may be sent until {@link #onPowerAllowed}.
     *
     * <p>On a board whose cut-off is a {@link ProtectionPlan.CutOff.Frame}, the guardian could take
     * nothing away: this is the order to send that frame, and nothing after it.
     */
    void onPowerCut(Fault why);

    /** The board may be powered again: bring it up from the beginning. */
    void onPowerAllowed();

    /**
     * The cooling allows another speed than before. To be followed slowly enough for the ramp,
     * within some ten seconds; a program whose chips have one speed only leaves it.
     */
    default void onAdvice(ThermalAdvice advice) {}

    /** The last call: stop what a frame can stop. Hash power is taken away right after it. */
    void stop();

    /** What a device is to hash. */
    sealed interface WorkOrder {

        /** Other work; claims for the work before are still good. */
        record Update(Work work) implements WorkOrder {}

        /** Other work; the work before is void and must stop being hashed at once. */
        record Replace(Work work) implements WorkOrder {}

        /** Nothing to hash. */
        record Idle() implements WorkOrder {}
    }
}
