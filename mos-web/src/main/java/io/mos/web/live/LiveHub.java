package io.mos.web.live;

import io.mos.core.fleet.FleetView;
import io.mos.core.kernel.TimeSource;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Keeps every open page up to date. Twice a second it compares the newest fleet view with what each
 * client has and sends the difference, so that changes come in batches and nothing is queued: a
 * client that reads slowly is passed over and later gets one step to the newest. Owner: the web
 * server's event loop.
 */
public final class LiveHub {

    /** Vert.x timer numbers are never negative. */
    private static final long NONE = -1;

    private final Vertx vertx;
    private final TimeSource time;
    private final Supplier<FleetView> fleet;
    private final FleetJson json;
    private final LiveLimits limits;
    private final Set<LiveClient> clients = new LinkedHashSet<>();
    private final LongAdder passedOver = new LongAdder();
    private volatile int size;
    private long ticker = NONE;

    public LiveHub(Vertx vertx, TimeSource time, Supplier<FleetView> fleet, LiveLimits limits) {
        this.vertx = vertx;
        this.time = time;
        this.fleet = fleet;
        this.json = new FleetJson(time);
        this.limits = limits;
    }

    /** Whether another client would be one too many. */
    public boolean isFull() {
        return clients.size() >= limits.maxClients();
    }

    /** Takes a response over: sends the whole view now, then changes until either side ends it. */
    public void join(HttpServerResponse response) {
        LiveClient client = new LiveClient(response, limits.maxPendingBytes());
        response.closeHandler(_ -> leave(client));
        response.exceptionHandler(_ -> leave(client));
        clients.add(client);
        size = clients.size();
        if (ticker == NONE) {
            ticker = vertx.setPeriodic(limits.tick().toMillis(), _ -> tick());
        }
        FleetView newest = fleet.get();
        client.send(frame("whole", json.whole(newest)), newest, time.nanos());
    }

    /** Ends all streams. */
    public void close() {
        List<LiveClient> all = List.copyOf(clients);
        all.forEach(this::leave);
        all.forEach(LiveClient::end);
    }

    /** How many clients there are; any thread. */
    public int size() {
        return size;
    }

    /** How often a client was passed over because it had not read what it got; any thread. */
    public long passedOver() {
        return passedOver.sum();
    }

    private void tick() {
        FleetView newest = fleet.get();
        long nowNanos = time.nanos();
        // Most clients have the same view, so most share one message.
        Map<Long, Buffer> changes = new HashMap<>();
        for (LiveClient client : List.copyOf(clients)) {
            boolean isBehind = client.view().version() != newest.version();
            if (client.isFull()) {
                passedOver.add(isBehind ? 1 : 0);
            } else if (isBehind) {
                FleetView from = client.view();
                Buffer change =
                        changes.computeIfAbsent(
                                from.version(), _ -> frame("change", json.change(from, newest)));
                client.send(change, newest, nowNanos);
            } else if (client.quiet(nowNanos).compareTo(limits.beat()) >= 0) {
                client.send(frame("beat", json.beat()), newest, nowNanos);
            }
        }
    }

    private void leave(LiveClient client) {
        clients.remove(client);
        size = clients.size();
        if (clients.isEmpty() && ticker != NONE) {
            vertx.cancelTimer(ticker);
            ticker = NONE;
        }
    }

    /** One server-sent event (WHATWG HTML §9.2); JSON from the encoder has no line breaks. */
    private static Buffer frame(String event, byte[] json) {
        return Buffer.buffer(json.length + 64)
                .appendString("event: " + event + "\ndata: ")
                .appendBytes(json)
                .appendString("\n\n");
    }
}
