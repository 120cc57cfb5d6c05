package io.mos.core.fleet;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.Loop;
import io.mos.core.kernel.TimeSource;
import io.mos.core.link.FleetMessage;
import io.mos.core.link.SiteLink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps the {@link FleetView}: every message of a link replaces one site's view. The view is read
 * by any thread; everything else belongs to the controller loop.
 */
public final class FleetController implements DaemonModule {

    /** A report a second and a burst of events from each of some hundred sites. */
    private static final int MAILBOX_CAPACITY = 8_192;

    private final Loop loop;
    private final TimeSource time;
    private final Map<String, SiteRecord> sites = new LinkedHashMap<>();
    private final AtomicReference<FleetView> view = new AtomicReference<>(FleetView.EMPTY);
    private final List<Runnable> wakes = new CopyOnWriteArrayList<>();
    private long version;

    public FleetController(TimeSource time, List<SiteLink> links) {
        this.time = time;
        loop = new Loop("controller", time, MAILBOX_CAPACITY);
        links.forEach(link -> link.onMessage(message -> loop.offer(() -> take(message))));
    }

    /** The newest view; any thread. */
    public FleetView view() {
        return view.get();
    }

    /** Registers a hook run on the controller loop after each change; it must only hand over. */
    public void onChange(Runnable wake) {
        wakes.add(wake);
    }

    @Override
    public String name() {
        return "controller";
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void close() throws InterruptedException {
        loop.close();
    }

    @Override
    public Health health() {
        return Health.UP;
    }

    /** The loop, for tests that run it inline. */
    Loop loop() {
        return loop;
    }

    private void take(FleetMessage message) {
        loop.check();
        switch (message) {
            case FleetMessage.SiteReport report ->
                    site(report.snapshot().site()).onSnapshot(report.snapshot(), time.now());
            case FleetMessage.SiteEvent event -> site(event.site()).onEvent(event.event());
        }
        publish();
    }

    private SiteRecord site(String name) {
        return sites.computeIfAbsent(name, SiteRecord::new);
    }

    private void publish() {
        version++;
        List<SiteView> views = new ArrayList<>(sites.size());
        sites.values().forEach(site -> site.view(version).ifPresent(views::add));
        view.set(new FleetView(version, views));
        wakes.forEach(Runnable::run);
    }
}
