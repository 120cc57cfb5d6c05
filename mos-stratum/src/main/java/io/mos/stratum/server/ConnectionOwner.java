package io.mos.stratum.server;

import io.mos.core.kernel.TimeSource;

/** What a connection needs from its server. Called on the server's loop. */
interface ConnectionOwner {

    TimeSource time();

    ServerLimits limits();

    JobLines lines();

    void onConnected(ServerConnection connection);

    void onDisconnected(ServerConnection connection);

    /** A connection is ended by us, or broke. */
    void onClosing(Closing cause, String detail);

    /** Something was thrown that should not have been. */
    void onDefect(Throwable cause);
}
