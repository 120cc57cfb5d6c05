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
    static final int CLOSING = 1 << 16;

    /** In the answer of {@link #poll}: somebody wants the waiting to end. */
    static final int WOKEN = 1 << 17;

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
    private final int watchedCount;

    /**
     * @param events of the descriptor that are waited for
     * @param ends the event whose setting is {@link #CLOSING}, and the one that is {@link #WOKEN}
     *     where there is one
     */
    PollLane(int descriptor, int events, Arena memory, int... ends) {
        this.descriptor = descriptor;
        watchedCount = 1 + ends.length;
        buffer = memory.allocate(BUFFER_BYTES);
        errorState = LibC.errorState(memory);
        watched = memory.allocate(watchedCount * POLLFD_BYTES, Integer.BYTES);
        watch(0, descriptor, events);
        for (int i = 0; i < ends.length; i++) {
            watch(i + 1, ends[i], POLLIN);
        }
    }

    private void watch(int place, int number, int events) {
        watched.set(ValueLayout.JAVA_INT, place * POLLFD_BYTES, number);
        watched.set(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + EVENTS, (short) events);
    }

    /**
     * Waits, in whole milliseconds and never shorter than asked.
     *
     * @return what is ready with {@link #CLOSING} and {@link #WOKEN}, zero when nothing is, or
     *     minus the error number
     */
    int poll(long nanos) {
        long millis = nanos <= 0 ? 0 : (nanos - 1) / NANOS_PER_MILLI + 1;
        int count =
                LibC.poll(
                        watched,
                        watchedCount,
                        (int) Math.min(millis, Integer.MAX_VALUE),
                        errorState);
        if (count <= 0) {
            return count;
        }
        int ready = returned(0);
        for (int i = 1; i < watchedCount; i++) {
            ready |= returned(i) == 0 ? 0 : CLOSING << (i - 1);
        }
        return ready;
    }

    private int returned(int place) {
        return watched.get(ValueLayout.JAVA_SHORT, place * POLLFD_BYTES + RETURNED_EVENTS);
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
