package io.mos.drivers.child;

import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DriverInfo;
import io.mos.core.kernel.TimeSource;
import io.mos.drivers.child.FromChild.LaneBeat;
import io.mos.drivers.child.FromChild.Reply;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The process of the drivers: reads what the daemon says and hands it to lanes. Owner: main. */
final class ChildHost {

    private final TimeSource time;
    private final Pipe pipe;
    private final Heart heart;
    private final AtomicInteger lastDriver = new AtomicInteger();

    /** Written by the jars' lanes, read here. */
    private final Map<Integer, Offer> offers = new ConcurrentHashMap<>();

    private final Map<Integer, ChildDevice> devices = new HashMap<>();
    private @Nullable BlackBox box;

    /** A driver, its jar and the lane on which it matches. */
    private record Offer(DeviceDriver driver, DriverJar jar, Lane lane) {}

    ChildHost(TimeSource time, Pipe pipe) {
        this.time = time;
        this.pipe = pipe;
        heart = new Heart(time, pipe);
    }

    /**
     * Serves until the daemon closes the pipe.
     *
     * @throws MalformedFrameException when it is no daemon
     */
    void serve(DataInputStream in) throws IOException {
        for (Optional<ToChild> next = Frames.read(ToChild.SHAPE, in);
                next.isPresent();
                next = Frames.read(ToChild.SHAPE, in)) {
            take(next.get());
        }
    }

    private void take(ToChild message) throws IOException {
        switch (message) {
            case ToChild.Begin(Path blackBox) -> {
                box = BlackBox.open(blackBox);
                heart.beat();
            }
            case ToChild.Load(int number, Path file) -> load(new DriverJar(number, file));
            case ToChild.Call call -> reply(call);
            case ToChild.Open open -> open(open);
            case ToChild.Tell(int number, DeviceOrder order) -> {
                ChildDevice device = devices.get(number);
                if (device != null) {
                    device.take(order);
                }
            }
            case ToChild.Drop(int number) -> {
                ChildDevice device = devices.remove(number);
                if (device != null) {
                    device.lane().close();
                }
            }
        }
    }

    private void load(DriverJar jar) {
        Lane lane =
                lane(
                        new Lane.Name(jar.number(), LaneBeat.NO_DEVICE, "jar-" + jar.number()),
                        jar,
                        e -> {
                            pipe.send(new FromChild.Refused(jar.number(), e.toString()));
                            pipe.send(new FromChild.Loaded(jar.number()));
                        });
        lane.execute(
                "load",
                () -> {
                    jar.load(new Offers(jar, lane));
                    pipe.send(new FromChild.Loaded(jar.number()));
                });
    }

    private void reply(ToChild.Call call) {
        Offer offer = offers.get(call.driver());
        if (offer == null) {
            pipe.send(new Reply.Failed(call.call(), "no such driver"));
            return;
        }
        try {
            offer.lane.execute("match", () -> pipe.send(replyOf(call, offer.driver)));
        } catch (RejectedExecutionException e) {
            pipe.send(new Reply.Failed(call.call(), String.valueOf(e.getMessage())));
        }
    }

    private static Reply replyOf(ToChild.Call call, DeviceDriver driver) {
        try {
            return switch (call) {
                case ToChild.Call.Match match ->
                        new Reply.Matched(call.call(), driver.match(match.candidate()));
                case ToChild.Call.Plan plan ->
                        new Reply.Planned(call.call(), driver.plan(plan.match(), plan.settings()));
            };
        } catch (IllegalArgumentException e) {
            return new Reply.Unfit(call.call(), String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            return new Reply.Failed(call.call(), e.toString());
        }
    }

    private void open(ToChild.Open open) {
        Offer offer = offers.get(open.driver());
        int number = open.device();
        if (offer == null) {
            pipe.send(new FromChild.Said(number, new DeviceWord.Failed("no such driver")));
            return;
        }
        Lane lane =
                lane(
                        new Lane.Name(offer.jar.number(), number, "dev-" + open.id()),
                        offer.jar,
                        e ->
                                pipe.send(
                                        new FromChild.Said(
                                                number, new DeviceWord.Failed(e.toString()))));
        ChildDevice device =
                new ChildDevice(
                        open, time, lane, word -> pipe.send(new FromChild.Said(number, word)));
        devices.put(number, device);
        device.open(offer.driver, open);
    }

    private Lane lane(Lane.Name name, DriverJar jar, Consumer<Throwable> failed) {
        BlackBox notes = box;
        Optional<BlackBox.Place> place =
                notes == null ? Optional.empty() : notes.take(jar.number());
        Lane lane = new Lane(name, jar.loader(), place, failed);
        heart.watch(lane);
        return lane;
    }

    /** What a jar offers, on its lane. */
    private final class Offers implements DriverJar.Taker {
        private final DriverJar jar;
        private final Lane lane;

        Offers(DriverJar jar, Lane lane) {
            this.jar = jar;
            this.lane = lane;
        }

        @Override
        public void found(DriverInfo info, DeviceDriver driver) {
            int number = lastDriver.incrementAndGet();
            offers.put(number, new Offer(driver, jar, lane));
            pipe.send(new FromChild.Found(jar.number(), number, info));
        }

        @Override
        public void refused(String why) {
            pipe.send(new FromChild.Refused(jar.number(), why));
        }
    }
}
