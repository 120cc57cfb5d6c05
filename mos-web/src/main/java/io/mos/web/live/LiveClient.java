package io.mos.web.live;

import io.mos.core.fleet.FleetView;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;

/** One open page: its stream and the view it has. Owner: the web server's event loop. */
final class LiveClient {

    private final HttpServerResponse response;
    private FleetView view = FleetView.EMPTY;
    private long sentAtNanos;

    LiveClient(HttpServerResponse response, int maxPendingBytes) {
        this.response = response;
        response.setWriteQueueMaxSize(maxPendingBytes);
    }

    /** The view the client has once it has read what it was sent. */
    FleetView view() {
        return view;
    }

    /** Whether what it was sent still waits to be read: nothing more is sent until it does. */
    boolean isFull() {
        return response.writeQueueFull();
    }

    /** How long nothing was sent. */
    Duration quiet(long nowNanos) {
        return Duration.ofNanos(nowNanos - sentAtNanos);
    }

    void send(Buffer frame, FleetView newest, long nowNanos) {
        view = newest;
        sentAtNanos = nowNanos;
        response.write(frame);
    }

    void end() {
        response.end();
    }
}
