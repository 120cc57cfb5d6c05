package io.mos.drivers.child;

import io.mos.core.device.DriverInfo;
import io.mos.core.kernel.Backoff;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Loop;
import io.mos.drivers.child.DriverFolder.Jar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the strangers' driver jars in a process of their own, which there is only while there are
 * jars. When one of them loops, leaks or ends that process, all programs in it fail at once, so
 * that their boards are made safe; the process is started again without the guilty jar.
 *
 * <p>Owner: its loop {@code drivers}.
 */
public final class DriverHostProcess implements DaemonModule {

    private static final Duration TICK = Heart.INTERVAL;

    /** Looking at the folder costs little and a person who drops a jar waits for it. */
    private static final int TICKS_PER_LOOK = 8;

    /** A daemon that was itself stopped for so long must not judge others by the clock. */
    private static final Duration OWN_STALL = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration GOOD_LIFE = Duration.ofMinutes(1);

    /** So many ends that nobody explains, one after the other, and it is left alone. */
    private static final int MAX_UNEXPLAINED = 5;

    /** A signal that is meant for the daemon must not end its boards' drivers before it. */
    private static final List<String> DEAF =
            List.of("/bin/sh", "-c", "trap '' INT TERM HUP; exec \"$0\" \"$@\"");

    /** Then the daemon goes on; what is found later is told later. */
    private static final Duration START_LIMIT = Duration.ofSeconds(5);

    private static final int MAILBOX = 4096;
    private static final String BLACK_BOX = "driver-host.notes";
    private static final Logger LOG = LoggerFactory.getLogger(DriverHostProcess.class);

    private final ChildContext context;
    private final ChildSettings settings;
    private final Loop loop;
    private final JarShelf shelf;
    private final RemoteDrivers drivers;
    private final Backoff backoff;
    private final Set<Jar> loaded = new HashSet<>();
    private final Set<Integer> loading = new HashSet<>();
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable ChildLink link;
    private volatile Health health = Health.UP;
    private volatile boolean isClosing;
    private @Nullable ChildWatch watch;
    private long bornNanos;
    private long tickNanos;
    private long ticks;
    private boolean isPausing;
    private int unexplained;

    /**
     * @throws IOException when the state folder cannot be made
     */
    public DriverHostProcess(ChildContext context, ChildSettings settings) throws IOException {
        this.context = context;
        this.settings = settings;
        loop = new Loop("drivers", context.time(), MAILBOX);
        shelf = new JarShelf(context, settings);
        drivers = new RemoteDrivers(context.found());
        backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, context.entropy());
    }

    @Override
    public String name() {
        return "drivers";
    }

    /** Waits, with a limit, until the jars are loaded: boards that come then find their drivers. */
    @Override
    public void start() throws InterruptedException {
        loop.start();
        loop.offer(this::tick);
        if (!settled.await(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.atWarn().log("driver jars take long to load; boards may wait for them");
        }
    }

    /** Ends the process; the devices' host has stopped its programs before. */
    @Override
    public void close() throws InterruptedException {
        isClosing = true;
        loop.close();
        ChildLink last = link;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public Health health() {
        return health;
    }

    /** The process there is now; any thread. */
    OptionalLong pid() {
        ChildLink running = link;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    private void tick() {
        if (isClosing) {
            return;
        }
        loop.offerAfter(TICK, this::tick);
        long now = context.time().nanos();
        boolean wasStalled = ticks > 0 && now - tickNanos > OWN_STALL.toNanos();
        tickNanos = now;
        if (ticks++ % TICKS_PER_LOOK == 0 && shelf.look()) {
            unexplained = 0;
            judgeHealth();
        }
        ChildLink running = link;
        if (running == null) {
            startIfWanted();
        } else if (!wasStalled) {
            look(running, now);
        }
        if (link == null) {
            settled.countDown();
        }
    }

    private void startIfWanted() {
        if (!isPausing && unexplained < MAX_UNEXPLAINED && !shelf.usable().isEmpty()) {
            startProcess();
        }
    }

    private void look(ChildLink running, long now) {
        loadNew(running);
        running.probe();
        Optional<String> reason = watch == null ? Optional.empty() : watch.look(now);
        if (reason.isPresent()) {
            running.fail(reason.get());
            running.kill();
        }
    }

    private void startProcess() {
        Path blackBox = settings.state().resolve(BLACK_BOX);
        List<String> command = new ArrayList<>(DEAF);
        command.addAll(settings.command());
        try {
            BlackBox.create(blackBox);
            ProcessBuilder builder = new ProcessBuilder(command);
            // Our configuration may come by the environment and is no driver's business.
            builder.environment().keySet().removeIf(name -> name.startsWith("MOS_"));
            ChildLink begun = new ChildLink(builder.start(), blackBox, context.time(), new News());
            link = begun;
            watch = new ChildWatch(begun, blackBox);
            bornNanos = context.time().nanos();
            loaded.clear();
            loading.clear();
            LOG.atInfo().addKeyValue("pid", begun.pid()).log("drivers' process started");
            loadNew(begun);
        } catch (IOException e) {
            LOG.atError().setCause(e).log("drivers' process cannot be started");
            unexplained++;
            pause();
        }
    }

    private void loadNew(ChildLink running) {
        for (Jar jar : shelf.usable()) {
            boolean isReplaced = loaded.stream().anyMatch(each -> each.name().equals(jar.name()));
            if (!isReplaced) {
                loaded.add(jar);
                loading.add(shelf.numberOf(jar));
                running.send(new ToChild.Load(shelf.numberOf(jar), jar.file()));
            } else if (!loaded.contains(jar)) {
                shelf.complain(
                        shelf.numberOf(jar), "was replaced and is used from the next start on");
            }
        }
    }

    private void onEnded(ChildLink ended, int exitCode) {
        if (!ended.equals(link) || isClosing) {
            return;
        }
        ChildWatch seen = watch;
        link = null;
        watch = null;
        Blame blame = seen == null ? new Blame.Nobody("") : Blame.of(seen.evidence(exitCode));
        unexplained = blame instanceof Blame.Nobody ? unexplained + 1 : 0;
        String what = shelf.judge(blame);
        LOG.atError()
                .addKeyValue("code", exitCode)
                .addKeyValue("what", what)
                .log("drivers' process ended");
        drivers.detach(what, shelf::barred);
        settled.countDown();
        if (context.time().nanos() - bornNanos > GOOD_LIFE.toNanos()) {
            backoff.reset();
        }
        pause();
        judgeHealth();
    }

    private void pause() {
        isPausing = true;
        loop.offerAfter(
                backoff.next(),
                () -> {
                    isPausing = false;
                    if (link == null && !isClosing) {
                        startIfWanted();
                    }
                });
    }

    private void judgeHealth() {
        List<String> all = shelf.complaints();
        if (unexplained >= MAX_UNEXPLAINED) {
            all.add("drivers' process ended %d times, nobody knows why".formatted(unexplained));
        }
        health = all.isEmpty() ? Health.UP : new Health.Degraded(String.join(", ", all));
    }

    /** What the process tells, handed over to the loop. */
    private final class News implements ChildLink.Events {

        @Override
        public void found(ChildLink from, int jar, int driver, DriverInfo info) {
            handOver(
                    from,
                    () -> {
                        drivers.found(
                                        new RemoteDrivers.Offer(
                                                from, driver, shelf.nameOf(jar), info))
                                .ifPresent(why -> shelf.complain(jar, why));
                        judgeHealth();
                    });
        }

        @Override
        public void refused(ChildLink from, int jar, String why) {
            handOver(
                    from,
                    () -> {
                        LOG.atWarn()
                                .addKeyValue("jar", shelf.nameOf(jar))
                                .addKeyValue("why", why)
                                .log("driver jar not used");
                        shelf.complain(jar, "is not used: " + why);
                        judgeHealth();
                    });
        }

        @Override
        public void loaded(ChildLink from, int jar) {
            handOver(
                    from,
                    () -> {
                        loading.remove(jar);
                        if (loading.isEmpty()) {
                            settled.countDown();
                        }
                    });
        }

        @Override
        public void ended(ChildLink from, int exitCode) {
            handOver(from, () -> onEnded(from, exitCode));
        }

        private void handOver(ChildLink from, Runnable task) {
            boolean isTaken =
                    loop.offer(() -> {
                        if (from.equals(link)) {
                            task.run();
                        }
                    });
            if (!isTaken) {
                from.kill();
                context.time().schedule(TICK, () -> handOver(from, task));
            }
        }
    }
}
