package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Bytes both ways over one line, always with a time limit. Both ends of a line are links: the
 * host's is a {@link SerialPort}, a simulated board's is that of a {@link PtyPair}.
 *
 * <p>Owner: one thread reads and one writes, which may be the same; {@link #close} comes from any
 * thread. Both calls block, up to their limit: never on a loop.
 */
public interface SerialLink extends AutoCloseable {

    /**
     * Reads what is there, waiting for the first byte at most {@code within}; zero only looks.
     *
     * @param into gets at least one byte and at most what it has room for
     * @throws IOException when the system refuses for another reason than a device that is gone;
     *     the port is of no more use
     */
    Transfer read(ByteBuffer into, Duration within) throws IOException;

    /**
     * Ends a read that waits, or else the next one that would, as if its time were over: there is
     * something to do beside reading. Any thread, never waits; several before a read are as one.
     */
    void wake();

    /**
     * Hands all remaining bytes to the line, at most for {@code within}. The bytes may still be on
     * their way when it returns.
     *
     * @throws IOException as for {@link #read}
     */
    Transfer write(ByteBuffer from, Duration within) throws IOException;

    /** The line's rate in bits per second, as the host set it. */
    int baud() throws IOException;

    /**
     * Gives the line up; idempotent, any thread. A read or write under way ends with {@link
     * Transfer.Closed}. What has not left yet is dropped: {@link SerialPort#drain} first.
     */
    @Override
    void close();
}
