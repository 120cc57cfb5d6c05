package io.mos.core.testkit;

import io.mos.core.chain.Extranonce;
import io.mos.core.chain.Target;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.Device;
import io.mos.core.device.Facet;
import io.mos.core.device.NonceListener;
import io.mos.core.device.WorkPort;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.DeviceState;
import io.mos.core.telemetry.Telemetry;
import io.mos.core.work.HashEngine;
import io.mos.core.work.NonceFound;
import io.mos.core.work.Work;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hashing device a test plays by hand: it shows the work it was given and claims on demand. */
public final class FakeDevice implements Device, WorkPort {

    private final DeviceId id;
    private final TimeSource time;
    private final NonceListener listener;
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<Work> works = new CopyOnWriteArrayList<>();
    private volatile DeviceState state;

    public FakeDevice(DeviceId id, TimeSource time, NonceListener listener) {
        this.id = id;
        this.time = time;
        this.listener = listener;
        state = new DeviceState.Hashing(time.now());
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
        return Snapshots.of(id, "fake", state, time.now());
    }

    @Override
    public CommandResult execute(Command command) {
        return new CommandResult.Refused("a fake takes no commands");
    }

    @Override
    public void close() {
        calls.add("close");
    }

    @Override
    public void update(Work work) {
        calls.add("update");
        works.add(work);
    }

    @Override
    public void replace(Work work) {
        calls.add("replace");
        works.add(work);
    }

    @Override
    public void idle() {
        calls.add("idle");
    }

    /** Shows this state from now on; it hashes until told otherwise. */
    public void enter(DeviceState next) {
        state = next;
    }

    /** What was asked of it, oldest first: update, replace, idle, close. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** The newest work. */
    public Work work() {
        return works.getLast();
    }

    /** Claims this nonce for the newest work, as it stands: a bad one is the test's intention. */
    public NonceListener.ClaimVerdict claim(int nonce, Target ticketTarget) {
        return listener.onNonce(claimOf(work(), nonce, ticketTarget));
    }

    /** Searches the newest work for a nonce that meets the target and claims it. */
    public NonceListener.ClaimVerdict mine(HashEngine engine, Target target) {
        return mine(engine, work(), target);
    }

    /** Searches older work and claims what it finds. */
    public NonceListener.ClaimVerdict mine(HashEngine engine, Work older, Target target) {
        Extranonce extranonce2 = older.extranonces().at(0);
        int nonce =
                engine.search(
                                older.header(
                                        extranonce2, older.job().version(), older.job().nTime()),
                                1 << 20,
                                target)
                        .orElseThrow();
        return listener.onNonce(claimOf(older, nonce, target));
    }

    private static NonceFound claimOf(Work work, int nonce, Target ticketTarget) {
        return new NonceFound(
                work,
                ticketTarget,
                work.extranonces().at(0),
                work.job().version(),
                work.job().nTime(),
                nonce,
                OptionalInt.empty());
    }
}
