package io.mos.drivers.sim.chip;

import io.mos.drivers.bm13xx.family.Addressing;
import io.mos.drivers.bm13xx.family.ChipFamily;
import io.mos.drivers.bm13xx.family.Pll;
import io.mos.drivers.bm13xx.family.SweepRule;
import io.mos.drivers.bm13xx.frame.JobFormat;
import io.mos.drivers.bm13xx.frame.Register;

/**
 * How a family's registers act on its chips, read from the other side than a driver does.
 *
 * @param cores that a nonce can name
 * @param subCores small cores that share a core's versions (BM13XX.md §7)
 */
record Silicon(ChipFamily family, int cores, int subCores, Uart uart) {
    /** Where the core's bits end and the sweep begins, bits 24..0 (BM13XX.md §4, §9). */
    static final int SWEEP_BITS = 25;

    /** A chip's address stands above this bit of the sweep: bits 24..17 (BM13XX.md §9). */
    static final int ADDRESS_SHIFT = 17;

    private static final int OFFSET_SHIFT = 9;
    private static final int OFFSET_ENABLE = 0x8000_0000;

    private static final double CRYSTAL_HZ = Pll.CRYSTAL_MHZ * 1e6;
    private static final int BITS_PER_TICK = 8;
    private static final int BAUD_SWITCH = 0x80;

    /** BM13XX.md §4. */
    private static final int PLL3 = 0x68;

    private static final int LINE_SPEED_SWITCH = 0xc4;
    private static final int SWITCHED_BAUD = 3_000_000;

    /** Which register sets the line's rate, and how (BM13XX.md §1). */
    enum Uart {
        DIVIDER_IN_UART_BAUD,
        DIVIDER_IN_MISC_CONTROL,
        SWITCH_IN_UART_BAUD
    }

    static Silicon of(ChipFamily family) {
        int named = 1 << family.nonces().coreBits();
        int cores = family.cores().cores();
        int subCores = powerOfTwo(family.cores().units()) / powerOfTwo(cores);
        return new Silicon(family, Math.min(cores, named), subCores, uartOf(family));
    }

    private static Uart uartOf(ChipFamily family) {
        boolean switched =
                family.baudRates().stream()
                        .flatMap(rate -> rate.writes().stream())
                        .anyMatch(write -> write.register() == LINE_SPEED_SWITCH);
        if (switched) {
            return Uart.SWITCH_IN_UART_BAUD;
        }
        return family.jobs().format() == JobFormat.MIDSTATE
                ? Uart.DIVIDER_IN_MISC_CONTROL
                : Uart.DIVIDER_IN_UART_BAUD;
    }

    /** The registers after a reset; those of unknown content are 0 (BM13XX.md §1, §4). */
    int[] resetRegisters() {
        int[] registers = new int[256];
        switch (uart) {
            case DIVIDER_IN_UART_BAUD, SWITCH_IN_UART_BAUD -> {
                registers[Register.MISC_CONTROL] = 0x0000_c100;
                registers[Register.UART_BAUD] = 0x0000_1a00;
            }
            case DIVIDER_IN_MISC_CONTROL -> registers[Register.MISC_CONTROL] = 0x0000_7a31;
        }
        return registers;
    }

    /** Whether nonces are reported at all: a silent chip's enables are off (BM13XX.md §4). */
    boolean reportsNonces(int[] registers) {
        return switch (uart) {
            case DIVIDER_IN_MISC_CONTROL -> true;
            case DIVIDER_IN_UART_BAUD, SWITCH_IN_UART_BAUD ->
                    registers[Register.MISC_CONTROL] >>> 28 != 0;
        };
    }

    /** The line's rate in bits per second (BM13XX.md §1). */
    double baud(int[] registers) {
        return switch (uart) {
            case DIVIDER_IN_UART_BAUD ->
                    divided(CRYSTAL_HZ, registers[Register.UART_BAUD] >>> 8 & 0xff);
            case DIVIDER_IN_MISC_CONTROL -> miscBaud(registers);
            case SWITCH_IN_UART_BAUD ->
                    registers[Register.UART_BAUD] >>> 24 == BAUD_SWITCH
                            ? SWITCHED_BAUD
                            : divided(CRYSTAL_HZ, registers[Register.UART_BAUD] >>> 8 & 0xff);
        };
    }

    private static double miscBaud(int[] registers) {
        int misc = registers[Register.MISC_CONTROL];
        int divider = ((misc >>> 24 & 0xf) << 5) | (misc >>> 8 & 0x1f);
        boolean fromPll3 = (misc & 1 << 16) != 0;
        return divided(fromPll3 ? pll3Hz(registers) : CRYSTAL_HZ, divider);
    }

    private static double pll3Hz(int[] registers) {
        int by = (registers[Register.UART_BAUD] >>> 24 & 0xf) + 1;
        return pllMegahertz(registers[PLL3], 0) * 1e6 / by;
    }

    private static double divided(double baseHz, int divider) {
        return baseHz / (BITS_PER_TICK * (divider + 1));
    }

    /** The hash clock (BM13XX.md §5); 0 before it is set. */
    double megahertz(int[] registers) {
        return switch (family.pll().stored()) {
            case LESS_ONE -> pllMegahertz(registers[Register.PLL0], 1);
            case PLAIN -> pllMegahertz(registers[Register.PLL0], 0);
        };
    }

    private static double pllMegahertz(int value, int lessBy) {
        int feedback = value >>> 16 & 0xff;
        int reference = value >>> 8 & 0xff;
        int posts = ((value >>> 4 & 0xf) + lessBy) * ((value & 0xf) + lessBy);
        return reference * posts == 0 ? 0 : Pll.CRYSTAL_MHZ * feedback / (reference * posts);
    }

    /**
     * Nonces of one sweep of each core: one a clock, for as many ticks of the crystal as register
     * 10 says; a chip without that register goes through its share of the chain.
     */
    long sweepNonces(int[] registers, int chips) {
        long whole = 1L << SWEEP_BITS;
        return switch (family.sweep()) {
            case SweepRule.None _ -> whole / powerOfTwo(chips);
            case SweepRule.OfSlice _, SweepRule.Fixed _ -> {
                long ticks = Integer.toUnsignedLong(registers[Register.HASH_COUNTING_NUMBER]);
                double nonces = ticks * megahertz(registers) / Pll.CRYSTAL_MHZ;
                yield Math.min(whole, (long) nonces);
            }
        };
    }

    /**
     * Where a chip's sweep starts: at its offset, or at its address (BM13XX.md §4, §9). Where
     * addresses have a fixed stride, nonces are spread over the chain all the same (§3).
     */
    int sweepStart(int[] registers, int address, int chips) {
        int offset = registers[Register.CHIP_NONCE_OFFSET];
        if ((offset & OFFSET_ENABLE) != 0) {
            return (offset & 0xffff) << OFFSET_SHIFT;
        }
        int stride = family.addressing().stride();
        int spread = stride == 0 ? address : address / stride * (Addressing.ADDRESSES / chips);
        return spread << ADDRESS_SHIFT & (1 << SWEEP_BITS) - 1;
    }

    /** Hashes a second at full load. */
    double hashesPerSecond(int[] registers) {
        return megahertz(registers) * 1e6 * family.cores().units();
    }

    /** The least power of two that is not below. */
    private static int powerOfTwo(int atLeast) {
        return atLeast <= 1 ? 1 : Integer.highestOneBit(atLeast - 1) << 1;
    }
}
