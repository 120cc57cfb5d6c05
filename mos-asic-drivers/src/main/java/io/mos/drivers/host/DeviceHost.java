package io.mos.drivers.host;

import io.mos.core.device.BoardPlan;
import io.mos.core.device.Candidate;
import io.mos.core.device.DeviceDriver;
import io.mos.core.device.DriverInfo;
import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Loop;
import io.mos.core.telemetry.DeviceId;
import io.mos.core.telemetry.Fault;
import io.mos.core.telemetry.FleetEvent;
import io.mos.drivers.serial.Tty;
import io.mos.drivers.serial.TtyDevice;
import io.mos.drivers.serial.TtyEvent;
import io.mos.drivers.serial.TtyIdentity;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes boards as they come, those that are plugged in and those the user named, finds each its
 * driver and runs it; takes them out of the agent when they go. A driver that throws or blocks
 * costs its own boards a restart, and its further use when it does so again and again.
 *
 * <p>Owner: its loop {@code devices}. {@link #onTty} comes from any thread.
 */
public final class DeviceHost implements DaemonModule {

    /** How often every thread is looked at. */
    static final Duration LOOK = Duration.ofMillis(500);

    /** Boards plugged in at once, ends of runs and timers; far more than ports a machine has. */
    private static final int MAILBOX = 1024;

    /** The loop's tasks take milliseconds. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(DeviceHost.class);

    private final HostContext context;
    private final Loop loop;
    private final List<HostedDriver> drivers = new ArrayList<>();
    private final List<Candidate.Named> named;
    private final Set<Path> namedPorts = new HashSet<>();
    private final Map<DeviceId, BoardSlot> slots = new LinkedHashMap<>();

    /** Boards that came back before the run of their last stay was over. */
    private final Map<DeviceId, Candidate> waiting = new LinkedHashMap<>();

    /** Boards that no driver knew; one that comes later may. */
    private final Map<DeviceId, Candidate> unknown = new LinkedHashMap<>();

    /** What no board's slot tells, by what it is about. */
    private final Map<String, String> complaints = new LinkedHashMap<>();

    private volatile Health health = Health.UP;
    private volatile boolean isClosing;

    /**
     * @param drivers all there are; those of a level this daemon does not speak are left out
     * @param named boards the user named in the configuration
     */
    public DeviceHost(
            HostContext context, List<DeviceDriver> drivers, List<Candidate.Named> named) {
        this.context = context;
        this.named = List.copyOf(named);
        loop = new Loop("devices", context.time(), MAILBOX);
        drivers.forEach(this::takeDriver);
        named.forEach(each -> namedPorts.addAll(each.ports()));
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public void start() {
        loop.start();
        loop.offer(() -> {
            named.forEach(this::come);
            look();
        });
    }

    /** Makes every board safe, all at once, and waits for them with a limit. */
    @Override
    public void close() throws InterruptedException {
        isClosing = true;
        List<BoardSlot> all = new CopyOnWriteArrayList<>();
        CountDownLatch told = new CountDownLatch(1);
        loop.offer(() -> {
            slots.values().forEach(BoardSlot::stop);
            all.addAll(slots.values());
            told.countDown();
        });
        boolean isTold = told.await(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        if (!isTold) {
            LOG.atWarn().log("boards could not be told to stop");
        }
        loop.close();
        all.forEach(BoardSlot::awaitEnd);
    }

    @Override
    public Health health() {
        return health;
    }

    /** What the scanner saw; any thread. */
    public void onTty(TtyEvent event) {
        loop.offer(() -> take(event));
    }

    /**
     * A driver came later than the others, or is back: boards that nobody knew are shown to it. Any
     * thread.
     */
    public void onDriver(DeviceDriver driver) {
        loop.offer(() -> {
            if (drivers.stream().noneMatch(each -> each.driver().equals(driver))) {
                takeDriver(driver);
            }
            List.copyOf(unknown.values()).forEach(this::come);
        });
    }

    private void takeDriver(DeviceDriver driver) {
        DriverInfo info = driver.info();
        if (info.isUsable()) {
            drivers.add(new HostedDriver(driver));
        } else {
            complain(
                    info.name(),
                    "driver %s %s has level %d, this daemon takes %d and %d"
                            .formatted(
                                    info.name(),
                                    info.version(),
                                    info.level(),
                                    DeviceDriver.LEVEL - 1,
                                    DeviceDriver.LEVEL));
        }
    }

    private void take(TtyEvent event) {
        switch (event) {
            case TtyEvent.Plugged(TtyDevice device) -> plugged(device);
            case TtyEvent.Unplugged(TtyDevice device) -> unplugged(new DeviceId(device.id()));
            case TtyEvent.Inaccessible(TtyIdentity identity, List<Tty> refused) ->
                    complain(
                            identity.placeId(),
                            "no permission to open " + refused.getFirst().path());
        }
    }

    private void plugged(TtyDevice device) {
        complaints.remove(device.identity().placeId());
        boolean isNamed = device.ttys().stream().anyMatch(tty -> namedPorts.contains(tty.path()));
        if (device.identity() instanceof TtyIdentity.Usb usb && !isNamed) {
            come(PluggedDevice.candidate(device, usb, context.settings()));
        }
    }

    private void unplugged(DeviceId id) {
        waiting.remove(id);
        unknown.remove(id);
        complaints.remove(id.value());
        BoardSlot slot = slots.get(id);
        if (slot != null) {
            slot.leave();
        }
        judgeHealth();
    }

    private void come(Candidate candidate) {
        if (isClosing) {
            return;
        }
        if (slots.containsKey(candidate.id())) {
            waiting.put(candidate.id(), candidate);
            return;
        }
        unknown.remove(candidate.id());
        switch (DriverChoice.of(candidate, drivers)) {
            case DriverChoice.Chosen chosen -> host(candidate, chosen);
            case DriverChoice.Tied(List<String> tied) -> {
                context.events()
                        .publish(
                                new FleetEvent.DriversTied(
                                        context.time().now(), candidate.id(), tied));
                complain(
                        candidate.id().value(),
                        "%s is claimed by %s alike; name the board"
                                .formatted(candidate.id(), String.join(" and ", tied)));
            }
            case DriverChoice.Faulty(String why) ->
                    complain(candidate.id().value(), candidate.id() + ": " + why);
            case DriverChoice.Nobody() -> {
                unknown.put(candidate.id(), candidate);
                LOG.atDebug()
                        .addKeyValue("candidate", candidate)
                        .log("no driver knows this device");
            }
        }
    }

    private void host(Candidate candidate, DriverChoice.Chosen chosen) {
        BoardPlan plan;
        try {
            plan =
                    chosen.driver()
                            .driver()
                            .plan(chosen.match(), context.settings().ofDriver(candidate.id()));
        } catch (IllegalArgumentException e) {
            complain(candidate.id().value(), candidate.id() + ": " + e.getMessage());
            return;
        }
        complaints.remove(candidate.id().value());
        HostedDevice device = new HostedDevice(candidate.id(), plan, context);
        begin(new Hosting(context, candidate, chosen, plan, device));
    }

    private void begin(Hosting hosting) {
        BoardSlot slot = new BoardSlot(hosting, loop, new SlotNews());
        slots.put(hosting.id(), slot);
        hosting.driver().disabled().ifPresentOrElse(slot::disabled, slot::begin);
        judgeHealth();
    }

    private void look() {
        slots.values().forEach(BoardSlot::look);
        List.copyOf(slots.values()).forEach(BoardSlot::clearTrouble);
        if (!isClosing) {
            loop.offerAfter(LOOK, this::look);
        }
    }

    private void complain(String about, String what) {
        if (!what.equals(complaints.put(about, what))) {
            LOG.atWarn()
                    .addKeyValue("about", about)
                    .addKeyValue("what", what)
                    .log("board not used");
        }
        judgeHealth();
    }

    private void judgeHealth() {
        List<String> all = new ArrayList<>(complaints.values());
        for (BoardSlot slot : slots.values()) {
            slot.trouble().ifPresent(trouble -> all.add(slot.id() + ": " + trouble));
        }
        health = all.isEmpty() ? Health.UP : new Health.Degraded(String.join("; ", all));
    }

    private void onDriverFailed(HostedDriver driver, String what) {
        context.metrics().countFailure(driver.name());
        if (!driver.isTooMany(context.time().nanos(), what)) {
            return;
        }
        Fault fault = driver.disabled().orElseThrow();
        context.events()
                .publish(new FleetEvent.DriverDisabled(context.time().now(), driver.name(), fault));
        for (BoardSlot slot : slots.values()) {
            if (slot.driver().equals(driver)) {
                slot.disabled(fault);
            }
        }
    }

    /** What the slots tell, on the loop. */
    private final class SlotNews implements BoardSlot.Listener {

        @Override
        public void onDriverFailed(HostedDriver driver, String what) {
            DeviceHost.this.onDriverFailed(driver, what);
        }

        @Override
        public void onLeft(BoardSlot slot) {
            slots.remove(slot.id());
            Candidate back = waiting.remove(slot.id());
            if (back != null) {
                come(back);
            }
            judgeHealth();
        }

        @Override
        public void onChanged() {
            judgeHealth();
        }
    }
}
