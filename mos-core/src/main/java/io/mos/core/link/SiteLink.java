package io.mos.core.link;

import java.util.function.Consumer;

/** One authenticated channel between an agent and a controller; carries records, never bytes. */
public interface SiteLink {

    /** Hands a message over; never blocks. Whether it was taken: a full or broken link refuses. */
    boolean send(FleetMessage message);

    /** Registers the one receiver, called on the link's thread; it must only hand over. */
    void onMessage(Consumer<FleetMessage> receiver);
}
