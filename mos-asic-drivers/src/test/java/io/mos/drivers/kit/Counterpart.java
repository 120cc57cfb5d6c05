package io.mos.drivers.kit;

import io.mos.core.chain.BlockHeader;
import io.mos.core.kernel.Entropy;
import io.mos.core.work.HashEngine;
import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.sim.Channel;
import io.mos.drivers.sim.SimFault;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A board as it is seen from its ports, byte for byte: what a driver is proven against where there
 * is no hardware. It never waits and has no clock; it is told the time, in monotonic nanoseconds.
 * Owner: the test's thread.
 *
 * <p>Boards that mos simulates need none, see {@link ChainConformance}. What a line does to bytes
 * (garbage, losses, a pulled cable) is the kit's business, not the board's.
 */
public interface Counterpart {

    /** Which ports it has, control before data where it has both. */
    default List<Channel> channels() {
        return List.of(Channel.DATA);
    }

    /**
     * Bytes came in. Those sent at another rate than the board listens at mean nothing to it.
     *
     * @param bytes the first {@code count} count, and they may be changed
     * @param baud the rate they came at
     */
    void accept(Channel channel, byte[] bytes, int count, int baud, long nanos);

    /**
     * Lets time pass until now, and hands on what has left the board by then, a frame each.
     *
     * @param baud the rate the host listens at; it hears nothing sensible at another
     */
    void deliver(Channel channel, int baud, long nanos, Consumer<byte[]> toHost);

    /** When the next bytes will leave it, where that is known; it is looked at often anyway. */
    OptionalLong nextNanos(Channel channel);

    /** The host switched a modem line of the data port on. */
    default void raised(ModemLine line, long nanos) {}

    /** The host switched a modem line of the data port off. */
    default void lowered(ModemLine line, long nanos) {}

    /** Whether its chips hash now. */
    boolean isHashing(long nanos);

    /** The chips' clock, for boards whose clock can be set. */
    default OptionalDouble megahertz(long nanos) {
        return OptionalDouble.empty();
    }

    /**
     * Has a fault from now on.
     *
     * @return whether this board can have such a one; most cannot have most
     */
    default boolean begin(SimFault fault, long nanos) {
        return false;
    }

    /** The fault is over; whatever it has done stays done. */
    default void end(SimFault fault, long nanos) {}

    /** Its cable was pulled and is in again: what the port's own chip held is forgotten. */
    default void replug(long nanos) {}

    /** Makes the board, as it is when it gets its supply. */
    @FunctionalInterface
    interface Maker {
        Counterpart make(World world);
    }

    /**
     * What a board hashes with.
     *
     * @param known headers that are found at once when the board is given their work: nobody waits
     *     for a real block
     * @param hashesPerSecond it may cost this machine at most
     */
    record World(
            HashEngine engine, Entropy entropy, List<BlockHeader> known, long hashesPerSecond) {
        public World {
            known = List.copyOf(known);
        }
    }
}
