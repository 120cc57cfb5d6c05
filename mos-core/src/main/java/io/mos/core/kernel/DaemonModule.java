package io.mos.core.kernel;

/**
 * One part of the daemon that owns threads or sockets: a pool connection, the agent, the web
 * server.
 *
 * <p>{@link Kernel} calls {@link #start()} in list order and {@link #close()} in reverse, both on
 * the thread that started or stops the daemon. A module that failed to start is not closed; it must
 * have released what it took.
 */
public interface DaemonModule {

    /** A short, stable name for logs and metrics, such as {@code agent}. */
    String name();

    /**
     * Takes the module's resources and begins its work; may block for as long as that takes.
     *
     * @throws Exception what kept it from starting; the kernel then closes what had started before
     */
    void start() throws Exception;

    /** Stops the work and releases everything; called once, only after a successful start. */
    void close() throws Exception;

    /** How the module is doing right now; called from any thread, must not block. */
    Health health();
}
