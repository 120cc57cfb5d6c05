package io.mos.daemon;

import io.mos.core.kernel.Kernel;
import io.mos.web.http.WebServer;
import java.net.URI;
import java.util.Optional;

/** A daemon as it was wired: its modules under one kernel. */
record Daemon(Kernel kernel, Optional<WebServer> web) {

    /** Where its web page is, once started. */
    Optional<URI> page() {
        return web.map(WebServer::address);
    }
}
