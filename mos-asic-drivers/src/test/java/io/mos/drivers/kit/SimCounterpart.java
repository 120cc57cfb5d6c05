package io.mos.drivers.kit;

import io.mos.core.device.ProtectionPlan.Place;
import io.mos.drivers.board.BoardFiles;
import io.mos.drivers.sim.Channel;
import io.mos.drivers.sim.SimBoards;
import io.mos.drivers.sim.SimFault;
import io.mos.drivers.sim.SimOptions;
import io.mos.drivers.sim.SimulatedBoard;
import io.mos.drivers.sim.chip.KnownHeaders;
import io.mos.drivers.sim.chip.Power;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** A board of the simulator. Owner: the test's thread. */
final class SimCounterpart implements Counterpart {

    /** A part that measures itself has no wires to a chip that could break. */
    private static final String ITSELF = "-itself";

    private final SimulatedBoard board;
    private final boolean hasDiode;

    private SimCounterpart(SimulatedBoard board, boolean hasDiode) {
        this.board = board;
        this.hasDiode = hasDiode;
    }

    /** Makes boards of this name, as the options say beside what the world gives. */
    static Maker of(String name, SimOptions options) {
        return world ->
                new SimCounterpart(
                        SimBoards.model(
                                name,
                                options.withKnown(new KnownHeaders(world.known()))
                                        .withHashesPerSecond(world.hashesPerSecond()),
                                world.engine(),
                                world.entropy()),
                        hasDiode(name));
    }

    private static boolean hasDiode(String name) {
        return BoardFiles.named(name).stream()
                .flatMap(each -> each.plan().protection().sensors().stream())
                .anyMatch(
                        each -> each.place() == Place.CHIP && !each.part().kind().endsWith(ITSELF));
    }

    @Override
    public List<Channel> channels() {
        return board.channels();
    }

    @Override
    public void accept(Channel channel, byte[] bytes, int count, int baud, long nanos) {
        board.accept(channel, bytes, count, baud, nanos);
    }

    @Override
    public void deliver(Channel channel, int baud, long nanos, Consumer<byte[]> toHost) {
        board.deliver(channel, baud, nanos, toHost);
    }

    @Override
    public OptionalLong nextNanos(Channel channel) {
        return board.nextNanos(channel);
    }

    /** A bare chain has no wire that could hold it, and always runs. */
    @Override
    public boolean isHashing(long nanos) {
        return board.status(nanos).power() == Power.RUNNING;
    }

    @Override
    public OptionalDouble megahertz(long nanos) {
        return OptionalDouble.of(board.status(nanos).megahertz());
    }

    @Override
    public boolean begin(SimFault fault, long nanos) {
        boolean isDiodes =
                fault instanceof SimFault.SensorOpen
                        || fault instanceof SimFault.SensorShort
                        || fault instanceof SimFault.SensorStale;
        if (isDiodes && !hasDiode) {
            return false;
        }
        board.begin(fault, nanos);
        return true;
    }

    @Override
    public void end(SimFault fault, long nanos) {
        board.end(fault, nanos);
    }

    @Override
    public void replug(long nanos) {
        board.replug(nanos);
    }
}
