package io.mos.drivers.child;

import io.mos.core.chain.ByteString;
import io.mos.core.command.Command;
import io.mos.core.command.CommandResult;
import io.mos.core.device.Capability;
import io.mos.core.device.DeviceContext;
import io.mos.core.device.DeviceProgram;
import io.mos.core.device.DriverAwayException;
import io.mos.core.device.ThermalAdvice;
import io.mos.core.telemetry.Fault;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The daemon's half of a program whose driver lives in the other process: passes on what happens
 * and does on the device's thread what the other half asks for. Owner: the device's thread, except
 * where it says any.
 */
final class RemoteProgram implements DeviceProgram {

    /** The other half waits for most of its answers, so a handful is much. */
    private static final int INBOX = 1024;

    /** So many words in one go, then the line is looked at. */
    private static final int WORDS_AT_ONCE = 64;

    /** Below the time after which a host gives a driver up. */
    static final Duration OPEN_LIMIT = Duration.ofMillis(1_500);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final ChildLink link;
    private final int number;
    private final DeviceContext context;
    private final WordWorks words;
    private final LinkedBlockingQueue<DeviceWord> inbox = new LinkedBlockingQueue<>(INBOX);
    private final AtomicBoolean isCalled = new AtomicBoolean();
    private final Map<Long, Consumer<CommandResult>> commands = new HashMap<>();
    private Set<Capability> capabilities = Set.of();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private long lastCommand;

    RemoteProgram(ChildLink link, int number, DeviceContext context) {
        this.link = link;
        this.number = number;
        this.context = context;
        words = new WordWorks(context, this::send);
    }

    /** The other half says something; any thread. */
    void take(DeviceWord word) {
        if (inbox.offer(word)) {
            call();
        } else {
            end(new RemoteFailure("it says more than can be heard"));
        }
    }

    /** Nothing comes from the other half any more: this program is over at once. Any thread. */
    void away(String why) {
        end(new DriverAwayException(why));
    }

    /** Gives the number back when the device's host has ended; any thread. */
    void probe() {
        if (!call()) {
            link.drop(number);
        }
    }

    /**
     * Waits until the driver has opened its program: what it can do must be known now.
     *
     * @throws IllegalArgumentException for settings it refused
     */
    void awaitOpen() {
        Optional<DeviceWord> last =
                hear(
                        OPEN_LIMIT,
                        word ->
                                word instanceof DeviceWord.Opened
                                        || word instanceof DeviceWord.Refused);
        if (last.isPresent() && last.get() instanceof DeviceWord.Opened(Set<Capability> what)) {
            capabilities = what;
            return;
        }
        link.drop(number);
        if (last.isPresent() && last.get() instanceof DeviceWord.Refused(String why)) {
            throw new IllegalArgumentException(why);
        }
        throw new RemoteFailure("it did not open within " + OPEN_LIMIT);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public void start() {
        order(new DeviceOrder.Start());
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        order(new DeviceOrder.Bytes(ByteString.of(copy)));
    }

    @Override
    public void onWork(WorkOrder order) {
        words.onWork(order);
        order(new DeviceOrder.Hash(order));
    }

    @Override
    public void onCommand(Command command, Consumer<CommandResult> answer) {
        check();
        commands.put(++lastCommand, answer);
        order(new DeviceOrder.Ask(lastCommand, command));
    }

    @Override
    public void onPowerCut(Fault why) {
        order(new DeviceOrder.PowerCut(why));
    }

    @Override
    public void onPowerAllowed() {
        order(new DeviceOrder.PowerAllowed());
    }

    @Override
    public void onAdvice(ThermalAdvice advice) {
        order(new DeviceOrder.Advice(advice));
    }

    /** Waits, with a limit, for what the driver still has to send: its line ends right after. */
    @Override
    public void stop() {
        if (failure.get() != null) {
            return;
        }
        try {
            send(new DeviceOrder.Stop());
            hear(STOP_LIMIT, word -> word instanceof DeviceWord.Stopped);
        } finally {
            link.drop(number);
        }
    }

    /** Does what the words say until one of the wanted comes, the time is over, or it failed. */
    private Optional<DeviceWord> hear(Duration within, Predicate<DeviceWord> wanted) {
        long limit = context.nanos() + within.toNanos();
        for (long left = within.toNanos(); left > 0; left = limit - context.nanos()) {
            try {
                DeviceWord word = inbox.poll(left, TimeUnit.NANOSECONDS);
                if (word != null && wanted.test(word)) {
                    return Optional.of(word);
                }
                check();
                if (word != null) {
                    hear(word);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new RemoteFailure("interrupted");
            }
        }
        return Optional.empty();
    }

    /** Whether the device's thread will come; any thread. */
    private boolean call() {
        if (!isCalled.compareAndSet(false, true)) {
            return true;
        }
        try {
            context.thread().execute(this::work);
            return true;
        } catch (RejectedExecutionException _) {
            isCalled.set(false);
            return false;
        }
    }

    private void work() {
        isCalled.set(false);
        check();
        for (int i = 0; i < WORDS_AT_ONCE; i++) {
            DeviceWord word = inbox.poll();
            if (word == null) {
                return;
            }
            hear(word);
        }
        call();
    }

    private void hear(DeviceWord word) {
        switch (word) {
            case DeviceWord.Failed(String what) -> {
                end(new RemoteFailure(what));
                check();
            }
            case DeviceWord.Answered(long call, CommandResult result) -> {
                Consumer<CommandResult> answer = commands.remove(call);
                if (answer != null) {
                    answer.accept(result);
                }
            }
            case DeviceWord.Request request -> words.hear(request);
            case DeviceWord.Opened _, DeviceWord.Refused _, DeviceWord.Stopped _ -> {}
        }
    }

    private void order(DeviceOrder order) {
        check();
        send(order);
    }

    private void send(DeviceOrder order) {
        if (!link.send(new ToChild.Tell(number, order))) {
            away("its process does not listen");
            check();
        }
    }

    /** Whatever comes first is why; any thread. */
    private void end(RuntimeException why) {
        if (failure.compareAndSet(null, why)) {
            // For a thread that waits; one that does not comes by itself.
            inbox.clear();
            inbox.offer(new DeviceWord.Stopped());
        }
        probe();
    }

    private void check() {
        RuntimeException why = failure.get();
        if (why != null) {
            CommandResult lost = new CommandResult.Failed(String.valueOf(why.getMessage()));
            commands.values().forEach(each -> each.accept(lost));
            commands.clear();
            link.drop(number);
            throw why;
        }
    }
}
