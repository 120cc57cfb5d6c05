package io.mos.drivers.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What the kernel is asked about a terminal beside its settings. Each call answers a number or
 * minus the error number. Requests: include/uapi/asm-generic/ioctls.h.
 */
final class TerminalCalls {

    private static final long TCSBRK = 0x5409;
    private static final long TCFLSH = 0x540B;
    private static final long TIOCNXCL = 0x540D;
    private static final long TIOCOUTQ = 0x5411;
    private static final long TIOCMGET = 0x5415;
    private static final long TIOCGPTN = 0x80045430L;
    private static final long TIOCSPTLCK = 0x40045431L;
    private static final long TIOCGPTPEER = 0x5441;

    // include/uapi/asm-generic/termios.h
    static final int TIOCM_DTR = 0x2;
    static final int TIOCM_RTS = 0x4;

    // include/uapi/asm-generic/termbits-common.h
    private static final int TCIFLUSH = 0;
    private static final int TCIOFLUSH = 2;

    private TerminalCalls() {}

    /** Waits for the last bit; only once nothing is queued, or it may wait for ever. */
    static int finishSending(int descriptor) {
        return LibC.ioctl(descriptor, TCSBRK, 1);
    }

    static int discardInput(int descriptor) {
        return LibC.ioctl(descriptor, TCFLSH, TCIFLUSH);
    }

    static int discardAll(int descriptor) {
        return LibC.ioctl(descriptor, TCFLSH, TCIOFLUSH);
    }

    /** Lets others open the terminal again, which outlives its last user on a pair. */
    static int dropExclusive(int descriptor) {
        return LibC.ioctl(descriptor, TIOCNXCL, 0);
    }

    /** How many bytes have not left yet. */
    static int queuedBytes(int descriptor) {
        return number(descriptor, TIOCOUTQ);
    }

    /** {@link #TIOCM_DTR} and others; ENOTTY for a terminal without modem lines. */
    static int modemLines(int descriptor) {
        return number(descriptor, TIOCMGET);
    }

    /** The N of {@code /dev/pts/N}, of a pair's first end. */
    static int pairNumber(int descriptor) {
        return number(descriptor, TIOCGPTN);
    }

    /** Makes a pair's second end usable. */
    static int unlockPair(int descriptor) {
        return number(descriptor, TIOCSPTLCK);
    }

    /** A descriptor of a pair's second end. */
    static int openPeer(int descriptor) {
        return LibC.ioctl(descriptor, TIOCGPTPEER, LibC.TERMINAL_FLAGS);
    }

    private static int number(int descriptor, long request) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value = arena.allocateFrom(ValueLayout.JAVA_INT, 0);
            int result = LibC.ioctl(descriptor, request, value);
            return result < 0 ? result : value.get(ValueLayout.JAVA_INT, 0);
        }
    }
}
