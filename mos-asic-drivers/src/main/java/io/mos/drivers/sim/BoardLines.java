package io.mos.drivers.sim;

import java.util.OptionalLong;

/** What a board's firmware moves and measures beside its bus. */
interface BoardLines {
    /** BM13XX.md §11: reset, power enable, IO power enable. */
    int COUNT = 3;

    int RESET = 0;
    int POWER_ENABLE = 1;
    int IO_POWER_ENABLE = 2;

    void set(int line, boolean high);

    boolean isHigh(int line);

    /** A measurement, if there is such a channel. */
    OptionalLong millivolts(int channel);

    /** All lines as after power-up. */
    void reboot();

    /** It is a boot loader now and no board any more. */
    void leave();
}
