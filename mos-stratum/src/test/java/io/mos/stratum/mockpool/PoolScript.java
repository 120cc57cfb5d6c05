package io.mos.stratum.mockpool;

import io.mos.stratum.v1.V1Message;
import java.io.IOException;

/** What a mock pool does; called on the connection's own thread. */
public interface PoolScript {

    /** A miner has connected. */
    default void onConnect(PoolPeer peer) throws IOException {}

    /** A miner has sent a message. */
    void onMessage(PoolPeer peer, V1Message message) throws IOException;
}
