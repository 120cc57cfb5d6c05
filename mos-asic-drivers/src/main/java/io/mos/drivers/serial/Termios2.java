package io.mos.drivers.serial;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The kernel's own terminal settings, which unlike the C library's take a rate as a plain number.
 *
 * <pre>
 * struct termios2, include/uapi/asm-generic/termbits.h, native byte order, 44 bytes
 * offset | size | field        offset | size | field
 *      0 |    4 | c_iflag          16 |    1 | c_line
 *      4 |    4 | c_oflag          17 |   19 | c_cc
 *      8 |    4 | c_cflag          36 |    4 | c_ispeed
 *     12 |    4 | c_lflag          40 |    4 | c_ospeed
 * </pre>
 */
final class Termios2 {

    private static final long BYTES = 44;
    private static final long INPUT_FLAGS = 0;
    private static final long OUTPUT_FLAGS = 4;
    private static final long CONTROL_FLAGS = 8;
    private static final long LOCAL_FLAGS = 12;
    private static final long CONTROL_CHARACTERS = 17;
    private static final long INPUT_SPEED = 36;
    private static final long OUTPUT_SPEED = 40;

    // include/uapi/asm-generic/ioctls.h: _IOR('T', 0x2A, struct termios2), _IOW('T', 0x2B, …)
    private static final long TCGETS2 = 0x802C542AL;
    private static final long TCSETS2 = 0x402C542BL;

    // include/uapi/asm-generic/termbits-common.h and termbits.h
    private static final int IGNBRK = 0x1;
    private static final int CS8 = 0x30;
    private static final int CREAD = 0x80;
    private static final int HUPCL = 0x400;
    private static final int CLOCAL = 0x800;
    private static final int BOTHER = 0x1000;
    private static final int IBSHIFT = 16;
    private static final int VTIME = 5;
    private static final int VMIN = 6;

    private Termios2() {}

    /**
     * Eight bits as they are, no echo and no flow control, at a rate that needs no name. With VMIN
     * 1 a read of nothing is EAGAIN, so that a read of zero bytes can only mean the end. A line
     * held low, as by a board in reset, is ignored instead of read as zeros.
     *
     * @return zero or minus the error number
     */
    static int setRaw(int descriptor, int baud) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(BYTES, Integer.BYTES);
            int result = LibC.ioctl(descriptor, TCGETS2, settings);
            if (result < 0) {
                return result;
            }
            int kept = settings.get(ValueLayout.JAVA_INT, CONTROL_FLAGS) & HUPCL;
            int speed = BOTHER | BOTHER << IBSHIFT;
            settings.set(ValueLayout.JAVA_INT, INPUT_FLAGS, IGNBRK);
            settings.set(ValueLayout.JAVA_INT, OUTPUT_FLAGS, 0);
            settings.set(ValueLayout.JAVA_INT, CONTROL_FLAGS, kept | CS8 | CREAD | CLOCAL | speed);
            settings.set(ValueLayout.JAVA_INT, LOCAL_FLAGS, 0);
            settings.set(ValueLayout.JAVA_BYTE, CONTROL_CHARACTERS + VTIME, (byte) 0);
            settings.set(ValueLayout.JAVA_BYTE, CONTROL_CHARACTERS + VMIN, (byte) 1);
            settings.set(ValueLayout.JAVA_INT, INPUT_SPEED, baud);
            settings.set(ValueLayout.JAVA_INT, OUTPUT_SPEED, baud);
            return LibC.ioctl(descriptor, TCSETS2, settings);
        }
    }

    /** The rate bytes go out at, or minus the error number. */
    static int baud(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment settings = arena.allocate(BYTES, Integer.BYTES);
            int result = LibC.ioctl(descriptor, TCGETS2, settings);
            return result < 0 ? result : settings.get(ValueLayout.JAVA_INT, OUTPUT_SPEED);
        }
    }
}
