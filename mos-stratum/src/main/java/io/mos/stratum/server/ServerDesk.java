package io.mos.stratum.server;

import io.mos.core.kernel.TimeSource;
import io.mos.core.work.Share;

/** What a session needs from the server it belongs to. Called on the server's loop. */
interface ServerDesk {

    ServerConfig config();

    TimeSource time();

    JobBook book();

    ShareCheck check();

    ServerMetrics metrics();

    /** A good share that its source wants too. */
    void passOn(Share share);
}
