package io.mos.drivers.serial;

import java.nio.file.Path;

/** Hears that a port's device is gone, so that its owner need not wait for the driver to say so. */
@FunctionalInterface
public interface HangUpListener {

    /**
     * Called at most once for a port, on the thread whose call noticed, before that call returns.
     * Must only hand over.
     */
    void hungUp(Path port, String reason);
}
