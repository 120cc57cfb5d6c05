package io.mos.drivers.serial;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices boards that are plugged in and pulled, by looking at the kernel's list of serial ports
 * once a second. It never opens a port: opening pulses modem lines, which resets some boards.
 *
 * <p>What was there at the start is announced too. Events come one at a time on the executor's
 * threads, in order; the listener must only hand over.
 */
public final class TtyScanner implements DaemonModule {

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    /** While a device settles; {@link TtyPlugs#PATIENT_LOOKS} of these are two seconds. */
    private static final Duration SETTLING_INTERVAL = Duration.ofMillis(100);

    private static final Logger LOG = LoggerFactory.getLogger(TtyScanner.class);

    private final TtyTree tree;
    private final TtyPlugs plugs = new TtyPlugs(TtyScanner::mayOpen);
    private final TimeSource time;
    private final Executor files;
    private final Consumer<TtyEvent> listener;
    private volatile boolean running;
    private volatile Health health = Health.UP;

    /**
     * @param sys usually {@code /sys}
     * @param devices usually {@code /dev}
     * @param files runs each look, which reads files
     */
    public TtyScanner(
            Path sys, Path devices, TimeSource time, Executor files, Consumer<TtyEvent> listener) {
        this.tree = new TtyTree(sys, devices);
        this.time = time;
        this.files = files;
        this.listener = listener;
    }

    /** Of this machine, reading on virtual threads. */
    public static TtyScanner ofThisMachine(TimeSource time, Consumer<TtyEvent> listener) {
        return new TtyScanner(
                Path.of("/sys"),
                Path.of("/dev"),
                time,
                task -> Thread.ofVirtual().name("tty-scan").start(task),
                listener);
    }

    /**
     * The devices of this machine that are plugged in and may be opened, for who looks once and
     * cannot wait for more to come.
     *
     * @throws IOException when sysfs cannot be read
     */
    public static List<TtyDevice> pluggedNow(Path sys, Path devices) throws IOException {
        TtyTree tree = new TtyTree(sys, devices);
        TtyPlugs plugs = new TtyPlugs(TtyScanner::mayOpen);
        List<TtyDevice> found = new ArrayList<>();
        for (int look = 0; look < TtyPlugs.PATIENT_LOOKS; look++) {
            for (TtyEvent event : plugs.look(tree.read())) {
                if (event instanceof TtyEvent.Plugged(TtyDevice device)) {
                    found.add(device);
                }
            }
        }
        return List.copyOf(found);
    }

    @Override
    public String name() {
        return "tty-scanner";
    }

    @Override
    public void start() {
        running = true;
        files.execute(this::scan);
    }

    @Override
    public void close() {
        running = false;
    }

    @Override
    public Health health() {
        return health;
    }

    /** The next look is only asked for when this one is over, so there is never a second one. */
    private void scan() {
        if (!running) {
            return;
        }
        try {
            look();
        } finally {
            Duration pause = plugs.isSettling() ? SETTLING_INTERVAL : INTERVAL;
            time.schedule(pause, () -> files.execute(this::scan));
        }
    }

    private void look() {
        try {
            for (TtyEvent event : plugs.look(tree.read())) {
                LOG.atDebug().addKeyValue("event", event).log("serial ports changed");
                listener.accept(event);
            }
            health = Health.UP;
        } catch (IOException e) {
            if (health.equals(Health.UP)) {
                LOG.atWarn().setCause(e).log("serial ports cannot be listed");
            }
            health = new Health.Degraded("serial ports cannot be listed: " + e.getMessage());
        }
    }

    /** Asks for permission without opening (access(2)). */
    private static boolean mayOpen(Tty tty) {
        return Files.isReadable(tty.path()) && Files.isWritable(tty.path());
    }
}
