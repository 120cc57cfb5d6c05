package io.mos.drivers.serial;

/** How a read or a write on a serial line ended; a cable that is pulled is no exception. */
public sealed interface Transfer {

    /**
     * Bytes went over: for a read one or more, for a write all of them. The buffer's position moved
     * on by as much.
     */
    record Moved(int bytes) implements Transfer {}

    /**
     * The time was over first. A read got nothing; a write may have sent some, and the buffer's
     * position tells how far it came.
     */
    record TimedOut() implements Transfer {}

    /**
     * The device is gone, for good: close the port. A board that comes back is a new port.
     *
     * @param reason what the system said, for a person
     */
    record HungUp(String reason) implements Transfer {}

    /** This end was closed, before or during the call. */
    record Closed() implements Transfer {}
}
