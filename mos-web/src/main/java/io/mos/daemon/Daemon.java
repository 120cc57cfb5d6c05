package io.mos.daemon;

import io.mos.core.kernel.Kernel;
import io.mos.web.http.WebServer;
import java.net.URI;
import java.util.Optional;

/** A daemon as it was wired: its modules under one kernel. */
record Daemon(Kernel kernel, Optional<WebServer> web) {

    /**
     * Starts all of it, but only once the page's port is its own: a second daemon on one machine
     * ends here and never mines.
     *
     * @throws Exception the first failure; nothing is left running
     */
    void start() throws Exception {
        try {
            if (web.isPresent()) {
                web.get().open();
            }
            kernel.start();
        } catch (Exception e) {
            closeUnstarted();
            throw e;
        }
    }

    /** The page listens before the kernel owns it; once it does, this does nothing. */
    private void closeUnstarted() throws InterruptedException {
        if (web.isPresent()) {
            web.get().close();
        }
    }

    /** Where its web page is, once started. */
    Optional<URI> page() {
        return web.map(WebServer::address);
    }
}
