package io.mos.drivers.serial;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of Linux's C library that a serial port needs. Numbers and layouts are those of x86-64
 * and aarch64, which share them. Every call answers its result, or minus the error number.
 */
@SuppressWarnings("restricted") // each signature was checked against its page of section 2
final class LibC {

    // include/uapi/asm-generic/errno-base.h
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int ENXIO = 6;
    static final int EBADF = 9;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;
    static final int ENOTTY = 25;
    static final int EPIPE = 32;

    // include/uapi/asm-generic/fcntl.h; aarch64 differs only in flags that are not used here
    private static final int O_RDWR = 0x2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    /** A terminal of one's own: calls never wait, and it neither controls nor outlives us. */
    static final int TERMINAL_FLAGS = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;

    /** An ordinary file that is there. */
    static final int FILE_FLAGS = O_RDWR | O_CLOEXEC;

    // include/uapi/asm-generic/fcntl.h
    private static final int LOCK_EX = 2;
    private static final int LOCK_NB = 4;

    // include/uapi/linux/eventfd.h: the flags of open
    static final int EVENT_FLAGS = O_NONBLOCK | O_CLOEXEC;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout().varHandle(PathElement.groupElement("errno"));

    // open(2) and ioctl(2) are variadic after their second argument.
    private static final MethodHandle OPEN =
            variadic("open", 2, FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle IOCTL =
            variadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, POINTER));
    private static final MethodHandle IOCTL_VALUE =
            variadic("ioctl", 2, FunctionDescriptor.of(INT, INT, LONG, LONG));
    private static final MethodHandle CLOSE = function("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle READ =
            function("read", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle WRITE =
            function("write", FunctionDescriptor.of(LONG, INT, POINTER, LONG));
    private static final MethodHandle POLL =
            function("poll", FunctionDescriptor.of(INT, POINTER, LONG, INT));
    private static final MethodHandle FLOCK =
            function("flock", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle EVENTFD =
            function("eventfd", FunctionDescriptor.of(INT, INT, INT));

    private LibC() {}

    /** Where one thread at a time keeps the error number of its calls. */
    static MemorySegment errorState(SegmentAllocator memory) {
        return memory.allocate(Linker.Option.captureStateLayout());
    }

    static int open(String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errorState(arena);
            int result = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("open", e);
        }
    }

    /** A request whose argument is read or filled by the kernel. */
    static int ioctl(int descriptor, long request, MemorySegment argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errorState(arena);
            int result = (int) IOCTL.invokeExact(state, descriptor, request, argument);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("ioctl", e);
        }
    }

    /** A request whose argument is a number. */
    static int ioctl(int descriptor, long request, long argument) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errorState(arena);
            int result = (int) IOCTL_VALUE.invokeExact(state, descriptor, request, argument);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("ioctl", e);
        }
    }

    /** Locks a file for this descriptor alone, without waiting; EAGAIN when another has it. */
    static int lock(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errorState(arena);
            int result = (int) FLOCK.invokeExact(state, descriptor, LOCK_EX | LOCK_NB);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("flock", e);
        }
    }

    static int eventfd() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = errorState(arena);
            int result = (int) EVENTFD.invokeExact(state, 0, EVENT_FLAGS);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("eventfd", e);
        }
    }

    /** Closes a descriptor; on Linux it is gone whatever the answer (close(2), "Notes"). */
    static void close(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            int _ = (int) CLOSE.invokeExact(errorState(arena), descriptor);
        } catch (Throwable e) {
            throw uncallable("close", e);
        }
    }

    static int read(int descriptor, MemorySegment into, long bytes, MemorySegment state) {
        try {
            long result = (long) READ.invokeExact(state, descriptor, into, bytes);
            return result < 0 ? -error(state) : (int) result;
        } catch (Throwable e) {
            throw uncallable("read", e);
        }
    }

    static int write(int descriptor, MemorySegment from, long bytes, MemorySegment state) {
        try {
            long result = (long) WRITE.invokeExact(state, descriptor, from, bytes);
            return result < 0 ? -error(state) : (int) result;
        } catch (Throwable e) {
            throw uncallable("write", e);
        }
    }

    static int poll(MemorySegment descriptors, long count, int millis, MemorySegment state) {
        try {
            int result = (int) POLL.invokeExact(state, descriptors, count, millis);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw uncallable("poll", e);
        }
    }

    /** The name a person finds in the manual. */
    static String errorName(int number) {
        return switch (number) {
            case ENOENT -> "ENOENT";
            case EINTR -> "EINTR";
            case EIO -> "EIO";
            case ENXIO -> "ENXIO";
            case EAGAIN -> "EAGAIN";
            case EBADF -> "EBADF, closed";
            case EACCES -> "EACCES, no permission";
            case EBUSY -> "EBUSY";
            case ENODEV -> "ENODEV";
            case ENOTTY -> "ENOTTY, no terminal";
            case EPIPE -> "EPIPE";
            default -> "errno " + number;
        };
    }

    private static int error(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    private static IllegalStateException uncallable(String name, Throwable cause) {
        return new IllegalStateException(name + " cannot be called", cause);
    }

    private static MethodHandle function(String name, FunctionDescriptor type) {
        return handle(name, type, List.of());
    }

    private static MethodHandle variadic(String name, int first, FunctionDescriptor type) {
        return handle(name, type, List.of(Linker.Option.firstVariadicArg(first)));
    }

    private static MethodHandle handle(
            String name, FunctionDescriptor type, List<Linker.Option> further) {
        Linker linker = Linker.nativeLinker();
        List<Linker.Option> options = new ArrayList<>(further);
        options.add(Linker.Option.captureCallState("errno"));
        MemorySegment symbol = linker.defaultLookup().findOrThrow(name);
        return linker.downcallHandle(symbol, type, options.toArray(Linker.Option[]::new));
    }
}
