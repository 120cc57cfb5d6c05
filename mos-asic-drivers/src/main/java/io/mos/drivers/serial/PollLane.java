package io.mos.drivers.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;

/**
 * What one direction of a descriptor needs for a call without allocating: a piece of memory, and
 * what poll watches. Owner: the call under way in this direction.
 *
 * <pre>
 * struct pollfd, include/uapi/asm-generic/poll.h, native byte order, 8 bytes
 * offset | size | field
 *      0 |    4 | fd
 *      4 |    2 | events
 *      6 |    2 | revents
 * </pre>
 */
final class PollLane {

    // include/uapi/asm-generic/poll.h
    static final int POLLIN = 0x1;
    static final int POLLOUT = 0x4;
    static final int POLLERR = 0x8;
    static final int POLLHUP = 0x10;

    /** In the answer of {@link #poll}: the port is being closed. */
    static final int WOKEN = 1 << 16;

    /** A terminal's own buffer; more never comes at once (N_TTY_BUF_SIZE, drivers/tty/n_tty.c). */
    private static final int BUFFER_BYTES = 4096;

    private static final long POLLFD_BYTES = 8;
    private static final long EVENTS = 4;
    private static final long RETURNED_EVENTS = 6;
    private static final int NANOS_PER_MILLI = 1_000_000;

    private final int descriptor;
    private final MemorySegment buffer;
    private final MemorySegment watched;
    private final MemorySegment errorState;

    PollLane(int descriptor, int wakeUp, int events, Arena memory) {
        this.descriptor = descriptor;
        buffer = memory.allocate(BUFFER_BYTES);
        errorState = LibC.errorState(memory);
        watched = memory.allocate(2 * POLLFD_BYTES, Integer.BYTES);
        watched.set(ValueLayout.JAVA_INT, 0, descriptor);
        watched.set(ValueLayout.JAVA_SHORT, EVENTS, (short) events);
        watched.set(ValueLayout.JAVA_INT, POLLFD_BYTES, wakeUp);
        watched.set(ValueLayout.JAVA_SHORT, POLLFD_BYTES + EVENTS, (short) POLLIN);
    }

    /**
     * Waits, in whole milliseconds and never shorter than asked.
     *
     * @return what is ready with {@link #WOKEN}, zero when nothing is, or minus the error number
     */
    int poll(long nanos) {
        long millis = nanos <= 0 ? 0 : (nanos - 1) / NANOS_PER_MILLI + 1;
        int count = LibC.poll(watched, 2, (int) Math.min(millis, Integer.MAX_VALUE), errorState);
        if (count <= 0) {
            return count;
        }
        int woken = watched.get(ValueLayout.JAVA_SHORT, POLLFD_BYTES + RETURNED_EVENTS);
        return watched.get(ValueLayout.JAVA_SHORT, RETURNED_EVENTS) | (woken == 0 ? 0 : WOKEN);
    }

    /** Moves what is there now; answers how much, or minus the error number. */
    int read(ByteBuffer into) {
        int room = Math.min(into.remaining(), BUFFER_BYTES);
        int count = LibC.read(descriptor, buffer, room, errorState);
        if (count > 0) {
            into.put(buffer.asSlice(0, count).asByteBuffer());
        }
        return count;
    }

    /** Moves what the line takes now; answers how much, or minus the error number. */
    int write(ByteBuffer from) {
        int size = Math.min(from.remaining(), BUFFER_BYTES);
        buffer.asSlice(0, size).asByteBuffer().put(from.duplicate().limit(from.position() + size));
        int count = LibC.write(descriptor, buffer, size, errorState);
        if (count > 0) {
            from.position(from.position() + count);
        }
        return count;
    }
}
