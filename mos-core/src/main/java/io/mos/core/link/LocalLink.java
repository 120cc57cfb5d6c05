package io.mos.core.link;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A link within one process: what one end sends the other receives on the sender's thread. The web
 * page of a single machine reads its fleet view through it, as a farm's does through the overlay.
 */
public final class LocalLink {

    private final End agent = new End();
    private final End controller = new End();

    public LocalLink() {
        agent.peer.set(controller);
        controller.peer.set(agent);
    }

    public SiteLink agentEnd() {
        return agent;
    }

    public SiteLink controllerEnd() {
        return controller;
    }

    private static final class End implements SiteLink {
        private final AtomicReference<End> peer = new AtomicReference<>(this);
        private final AtomicReference<Consumer<FleetMessage>> receiver =
                new AtomicReference<>(_ -> {});

        @Override
        public boolean send(FleetMessage message) {
            peer.get().receiver.get().accept(message);
            return true;
        }

        @Override
        public void onMessage(Consumer<FleetMessage> newReceiver) {
            receiver.set(newReceiver);
        }
    }
}
