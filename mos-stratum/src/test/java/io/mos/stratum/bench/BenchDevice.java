package io.mos.stratum.bench;

import io.mos.core.chain.BlockHeader;
import io.mos.core.chain.Extranonce;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.Device;
import io.mos.core.device.Facet;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.kernel.Slot;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.testkit.Snapshots;
import io.mos.core.work.Job;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A device that hashes the slow way on a thread of its own: takes the newest work out of its slot
 * between small pieces, tells of the first hash of each, and claims what it finds.
 */
final class BenchDevice implements Device, WorkPort {

    /** Below half a millisecond of hashing, so that new work is taken up soon. */
    private static final int PIECE_HASHES = 256;

    private final DeviceId id;
    private final TimeSource time;
    private final NonceListener listener;
    private final Consumer<Job> onFirstHash;
    private final Slot<Optional<Work>> slot = new Slot<>();
    private final Thread thread = Thread.ofPlatform().name("hash-bench").unstarted(this::hash);
    private volatile boolean isRunning = true;

    /** What the thread is at. */
    private record Piece(Work work, Extranonce extranonce2, BlockHeader next) {

        static Piece first(Work work) {
            Job job = work.job();
            Extranonce extranonce2 = work.extranonces().at(0);
            int version = job.version() | Integer.lowestOneBit(job.rollableVersion().bits());
            return new Piece(work, extranonce2, work.header(extranonce2, version, job.nTime()));
        }

        Piece after(int hashes) {
            return new Piece(work, extranonce2, next.withNonce(next.nonce() + hashes));
        }
    }

    BenchDevice(DeviceId id, TimeSource time, NonceListener listener, Consumer<Job> onFirstHash) {
        this.id = id;
        this.time = time;
        this.listener = listener;
        this.onFirstHash = onFirstHash;
        thread.start();
    }

    @Override
    public DeviceId id() {
        return id;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.HASHING);
    }

    @Override
    public <F extends Facet> Optional<F> facet(Class<F> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Telemetry snapshot() {
        return Snapshots.of(id, "bench", new DeviceState.Hashing(time.now()), time.now());
    }

    @Override
    public CommandResult execute(Command command) {
        return new CommandResult.Refused("a bench takes no commands");
    }

    @Override
    public void update(Work work) {
        slot.put(Optional.of(work));
    }

    @Override
    public void replace(Work work) {
        slot.put(Optional.of(work));
    }

    @Override
    public void idle() {
        slot.put(Optional.empty());
    }

    @Override
    public void close() {
        isRunning = false;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hash() {
        Optional<Piece> piece = Optional.empty();
        while (isRunning) {
            Optional<Optional<Work>> newest = slot.take();
            if (newest.isPresent()) {
                piece = newest.get().map(this::begin);
            }
            if (piece.isEmpty()) {
                Thread.onSpinWait();
            } else {
                search(piece.get());
                piece = piece.map(done -> done.after(PIECE_HASHES));
            }
        }
    }

    private Piece begin(Work work) {
        Piece first = Piece.first(work);
        search(first, 1);
        onFirstHash.accept(work.job());
        return first.after(1);
    }

    private void search(Piece piece) {
        search(piece, PIECE_HASHES);
    }

    private void search(Piece piece, int hashes) {
        Work work = piece.work();
        for (int i = 0; i < hashes; i++) {
            BlockHeader header = piece.next().withNonce(piece.next().nonce() + i);
            if (work.job().shareTarget().isMetBy(header.hash())) {
                listener.onNonce(
                        new NonceFound(
                                work,
                                work.job().shareTarget(),
                                piece.extranonce2(),
                                header.version(),
                                header.nTime(),
                                header.nonce(),
                                OptionalInt.empty()));
            }
        }
    }
}
