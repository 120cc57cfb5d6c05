package io.mos.web.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Keeps connections few and moving: a cap for each client address and for all, and a deadline by
 * which a connection must have made a request. Owner: the web server's event loop.
 */
final class Connections {

    private static final long NONE = -1;

    private final Vertx vertx;
    private final HttpLimits limits;
    private final WebMetrics metrics;
    private final IdentityHashMap<HttpConnection, Held> open = new IdentityHashMap<>();
    private final Map<String, Integer> perAddress = new HashMap<>();

    Connections(Vertx vertx, HttpLimits limits, WebMetrics metrics) {
        this.vertx = vertx;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Takes a new connection in, or closes it when there are too many. */
    void opened(HttpConnection connection) {
        String address = connection.remoteAddress().hostAddress();
        if (open.size() >= limits.maxConnections()) {
            refuse(connection, "total");
        } else if (perAddress.getOrDefault(address, 0) >= limits.maxConnectionsPerAddress()) {
            refuse(connection, "per_address");
        } else {
            Held held = new Held(address);
            open.put(connection, held);
            perAddress.merge(address, 1, Integer::sum);
            metrics.connections().set(open.size());
            connection.closeHandler(_ -> closed(connection));
            arm(connection, held);
        }
    }

    /** A request is there. False when its connection was refused. */
    boolean asked(HttpConnection connection) {
        Held held = open.get(connection);
        if (held == null) {
            return false;
        }
        disarm(held);
        return true;
    }

    /** The answer is out; the next request is due. */
    void answered(HttpConnection connection) {
        Held held = open.get(connection);
        if (held != null) {
            arm(connection, held);
        }
    }

    private void arm(HttpConnection connection, Held held) {
        held.timer =
                vertx.setTimer(
                        limits.headDeadline().toMillis(),
                        _ -> {
                            held.timer = NONE;
                            refuse(connection, "head_deadline");
                        });
    }

    private void disarm(Held held) {
        if (held.timer != NONE) {
            vertx.cancelTimer(held.timer);
            held.timer = NONE;
        }
    }

    private void refuse(HttpConnection connection, String reason) {
        metrics.refusedConnection(reason);
        connection.close();
    }

    private void closed(HttpConnection connection) {
        Held held = open.remove(connection);
        if (held != null) {
            disarm(held);
            perAddress.computeIfPresent(held.address, (_, n) -> n == 1 ? null : n - 1);
            metrics.connections().set(open.size());
        }
    }

    /** What is kept of one connection. */
    private static final class Held {
        private final String address;
        private long timer = NONE;

        Held(String address) {
            this.address = address;
        }
    }
}
