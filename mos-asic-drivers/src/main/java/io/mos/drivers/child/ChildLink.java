package io.mos.drivers.child;

import io.mos.core.device.DeviceContext;
import io.mos.core.device.DriverAwayException;
import io.mos.core.device.DriverInfo;
import io.mos.core.device.DriverMatch;
import io.mos.core.kernel.TimeSource;
import io.mos.core.telemetry.DeviceId;
import io.mos.drivers.child.FromChild.Beat;
import io.mos.drivers.child.FromChild.Reply;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One life of the process of the drivers, as the daemon sees it: the pipes, the programs in it, and
 * what was heard of it. Thread-safe; a thread of its own reads.
 */
final class ChildLink {

    /** A process that was killed is gone at once. */
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(2);

    private final Process process;
    private final TimeSource time;
    private final Events events;
    private final Outbox outbox;
    private final Map<Integer, RemoteProgram> programs = new ConcurrentHashMap<>();
    private final Map<DeviceId, Integer> numbers = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Reply>> calls = new ConcurrentHashMap<>();
    private final AtomicInteger lastDevice = new AtomicInteger();
    private final AtomicLong lastCall = new AtomicLong();
    private volatile @Nullable Beat beat;
    private volatile long heardNanos;
    private volatile FromChild.@Nullable Exiting exiting;
    private volatile @Nullable String failure;

    /** What its owner is told, on the reading thread; must only hand over. */
    interface Events {

        void found(ChildLink link, int jar, int driver, DriverInfo info);

        void refused(ChildLink link, int jar, String why);

        void loaded(ChildLink link, int jar);

        /** The process is gone; its programs have failed already. */
        void ended(ChildLink link, int exitCode);
    }

    ChildLink(Process process, Path blackBox, TimeSource time, Events events) {
        this.process = process;
        this.time = time;
        this.events = events;
        heardNanos = time.nanos();
        outbox = new Outbox(process.getOutputStream(), "driver-host-out");
        new ChildLog(process.getErrorStream()).start();
        send(new ToChild.Begin(blackBox));
        Thread.ofPlatform().name("driver-host-in").daemon(true).start(this::read);
    }

    long pid() {
        return process.pid();
    }

    /** Whether the message is on its way; a process that does not read is of no use. */
    boolean send(ToChild message) {
        boolean isTaken = outbox.send(Frames.encode(ToChild.SHAPE, message));
        // One that is ending anyway is to tell its own exit code.
        if (!isTaken && failure == null) {
            kill();
        }
        return isTaken;
    }

    /** The newest beat, when there was one. */
    Optional<Beat> beat() {
        return Optional.ofNullable(beat);
    }

    /** When the process was heard of last. */
    long heardNanos() {
        return heardNanos;
    }

    /** Whose code ended the process, when it told. */
    Optional<FromChild.Exiting> exiting() {
        return Optional.ofNullable(exiting);
    }

    /** Asks a driver; the answer fails with the process. */
    CompletableFuture<Reply> ask(LongFunction<ToChild.Call> question) {
        long call = lastCall.incrementAndGet();
        CompletableFuture<Reply> answer = new CompletableFuture<>();
        calls.put(call, answer);
        boolean isSent = send(question.apply(call));
        if (failure != null || !isSent) {
            answer.complete(new Reply.Failed(call, away()));
        }
        return answer.whenComplete((_, _) -> calls.remove(call));
    }

    /** Opens a program; on the device's thread, which waits for it with a limit. */
    RemoteProgram open(int driver, DriverMatch match, DeviceContext context) {
        int number = lastDevice.incrementAndGet();
        RemoteProgram program = new RemoteProgram(this, number, context);
        programs.put(number, program);
        Integer before = numbers.put(context.id(), number);
        if (before != null) {
            drop(before);
        }
        boolean isSent =
                send(new ToChild.Open(number, driver, match, context.id(), context.settings()));
        if (!isSent || failure != null) {
            drop(number);
            throw new DriverAwayException(away());
        }
        program.awaitOpen();
        return program;
    }

    /** The device is over. */
    void drop(int number) {
        if (programs.remove(number) != null) {
            numbers.values().remove(number);
            send(new ToChild.Drop(number));
        }
    }

    /** Notices programs whose hosts have ended. */
    void probe() {
        programs.values().forEach(RemoteProgram::probe);
    }

    /** All programs fail at once, whatever the process still does. */
    void fail(String why) {
        if (failure == null) {
            failure = why;
        }
        calls.forEach((call, each) -> each.complete(new Reply.Failed(call, why)));
        programs.values().forEach(each -> each.away(why));
    }

    /** Ends the process, and only it. */
    void kill() {
        process.destroyForcibly();
    }

    /** Lets the process end by itself, and ends it when it does not. */
    void close() throws InterruptedException {
        outbox.close();
        if (!process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
            process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void read() {
        String end = "its process ended";
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            for (Optional<FromChild> next = Frames.read(FromChild.SHAPE, in);
                    next.isPresent();
                    next = Frames.read(FromChild.SHAPE, in)) {
                take(next.get());
            }
        } catch (IOException e) {
            end = "its process ended: " + e.getMessage();
        } catch (MalformedFrameException e) {
            end = "its process does not keep to the protocol: " + e.getMessage();
        }
        fail(end);
        outbox.close();
        events.ended(this, exitCode());
    }

    private int exitCode() {
        try {
            if (!process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                kill();
            }
            boolean isGone = process.waitFor(EXIT_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            return isGone ? process.exitValue() : -1;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private void take(FromChild message) {
        heardNanos = time.nanos();
        switch (message) {
            case FromChild.Found(int jar, int driver, DriverInfo info) ->
                    events.found(this, jar, driver, info);
            case FromChild.Refused(int jar, String why) -> events.refused(this, jar, why);
            case FromChild.Loaded(int jar) -> events.loaded(this, jar);
            case Reply reply -> {
                CompletableFuture<Reply> waiting = calls.get(reply.call());
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
            case FromChild.Said(int device, DeviceWord word) -> {
                RemoteProgram program = programs.get(device);
                if (program != null) {
                    program.take(word);
                }
            }
            case Beat newest -> beat = newest;
            case FromChild.Exiting told -> {
                exiting = told;
                fail("its process exits: " + told.how());
            }
        }
    }

    private String away() {
        String why = failure;
        return why == null ? "its process does not listen" : why;
    }
}
