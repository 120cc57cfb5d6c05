package io.mos.drivers.bm13xx.frame;

/** The header byte of what a host sends: type, broadcast bit, order (BM13XX.md §2). */
final class Header {
    static final int SET_ADDRESS = 0x40;
    static final int WRITE = 0x41;
    static final int READ = 0x42;
    static final int INACTIVE = 0x43;
    static final int JOB = 0x21;
    static final int BROADCAST = 0x10;

    private Header() {}

    static int of(Destination to) {
        return switch (to) {
            case Destination.AllChips() -> BROADCAST;
            case Destination.OneAddress _ -> 0;
        };
    }

    /** Whether a frame of seven bytes may start so; only the forms in use are known. */
    static boolean isShortCommand(int header) {
        return header == SET_ADDRESS
                || header == READ
                || header == (READ | BROADCAST)
                || header == (INACTIVE | BROADCAST);
    }

    /** Whether a frame of eleven bytes may start so. */
    static boolean isLongCommand(int header) {
        return (header & ~BROADCAST) == WRITE;
    }
}
