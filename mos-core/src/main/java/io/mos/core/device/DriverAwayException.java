package io.mos.core.device;

/**
 * A driver cannot serve a device just now through no fault of its own, such as while the process it
 * lives in starts anew. Thrown by {@link DeviceDriver#open} or by any method or task of a program:
 * the board is made safe, nothing is held against the driver, and it is tried again soon.
 */
public final class DriverAwayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DriverAwayException(String why) {
        super(why);
    }
}
