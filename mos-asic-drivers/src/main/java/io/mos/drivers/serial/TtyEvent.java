package io.mos.drivers.serial;

import java.util.List;

/** What happened to a device with serial ports. */
public sealed interface TtyEvent {

    /** All its ports are there and may be opened. */
    record Plugged(TtyDevice device) implements TtyEvent {}

    /** A device that was announced is gone, or is another one now. */
    record Unplugged(TtyDevice device) implements TtyEvent {}

    /**
     * It has been there for two seconds and this process may not open it. Told once; it is
     * announced as plugged when that changes.
     *
     * @param refused the ports that may not be opened
     */
    record Inaccessible(TtyIdentity identity, List<Tty> refused) implements TtyEvent {
        public Inaccessible {
            refused = List.copyOf(refused);
        }
    }
}
