package io.mos.core.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the daemon's modules in order and closes them in reverse.
 *
 * <p>Start and stop are called by one thread each; {@link #state()} and {@link #health()} by any. A
 * failed start closes what had started, in reverse, and rethrows the first failure with the
 * failures of closing as suppressed exceptions.
 */
public final class Kernel {

    /** Where the daemon is in its life; it only ever moves forward. */
    public enum State {
        NEW,
        STARTING,
        RUNNING,
        STOPPING,
        STOPPED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Kernel.class);

    private final List<DaemonModule> modules;
    private final Deque<DaemonModule> started = new ArrayDeque<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    public Kernel(List<DaemonModule> modules) {
        this.modules = List.copyOf(modules);
    }

    /**
     * Starts all modules.
     *
     * @throws Exception the first module's failure
     * @throws IllegalStateException when called twice
     */
    public void start() throws Exception {
        advance(State.NEW, State.STARTING);
        for (DaemonModule module : modules) {
            try {
                module.start();
            } catch (Exception e) {
                state.set(State.STOPPING);
                closeStarted(e);
                state.set(State.STOPPED);
                throw e;
            }
            started.push(module);
            LOG.atDebug().addKeyValue("module", module.name()).log("module started");
        }
        advance(State.STARTING, State.RUNNING);
    }

    /**
     * Closes all modules in reverse order; a second call does nothing.
     *
     * @throws Exception the first failure, further ones suppressed in it; all modules were closed
     */
    public void close() throws Exception {
        if (!state.compareAndSet(State.RUNNING, State.STOPPING)) {
            return;
        }
        Exception failure = new Exception("modules failed to close");
        closeStarted(failure);
        state.set(State.STOPPED);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    public State state() {
        return state.get();
    }

    /** Each module's health by name, in start order. */
    public Map<String, Health> health() {
        Map<String, Health> all = new LinkedHashMap<>();
        modules.forEach(module -> all.put(module.name(), module.health()));
        return all;
    }

    private void advance(State from, State to) {
        if (!state.compareAndSet(from, to)) {
            throw new IllegalStateException("kernel is " + state.get() + ", not " + from);
        }
    }

    private void closeStarted(Exception collector) {
        while (!started.isEmpty()) {
            DaemonModule module = started.pop();
            try {
                module.close();
                LOG.atDebug().addKeyValue("module", module.name()).log("module closed");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                collector.addSuppressed(e);
            } catch (Exception e) {
                collector.addSuppressed(e);
            }
        }
    }
}
