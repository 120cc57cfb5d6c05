package io.mos.drivers.peripheral;

import io.mos.core.telemetry.Reading;
import java.io.IOException;
import java.util.List;

/**
 * One fan of an EMC2103 or EMC2302, which have the same block of registers for each (EMC2302 §5,
 * EMC2103 §6), driven directly: their control of the speed is off.
 */
final class EmcPwmFan implements FanController {
    static final String FAN = "fan";
    static final List<Integer> EMC2302 = List.of(0x36);

    /** Offsets in a fan's block. */
    static final int SETTING = 0x00;

    static final int CONFIGURATION = 0x02;
    static final int TACH_HIGH = 0x0E;
    static final int TACH_LOW = 0x0F;

    static final int FIRST_BLOCK = 0x30;
    static final int BLOCK = 0x10;

    /** No control of the speed, from 500 rpm on, two poles, every 400 ms. */
    static final int DIRECT = 0x0B;

    private static final int MAX_SETTING = 255;

    /** Thirteen bits, left-justified in two bytes; all set when the fan is too slow to count. */
    private static final int UNUSED_BITS = 3;

    private static final int STANDS = 0x1FFF;

    /** 32.768 kHz over two turns' edges of a fan with two poles. */
    private static final double COUNTS_PER_MINUTE = 3_932_160;

    private final Registers registers;
    private final List<Integer> products;
    private final int block;
    private final Gauge gauge;

    private EmcPwmFan(Mount mount, String part, List<Integer> products, int block) {
        registers = mount.registers(part);
        this.products = products;
        this.block = block;
        gauge = new Gauge(part, mount.time(), 0, Emc2101Fan.MAX_RPM, this::measure);
    }

    static EmcPwmFan ofEmc2103(Mount mount) {
        return new EmcPwmFan(mount, "emc2103", Emc2103Diode.PRODUCTS, FIRST_BLOCK + BLOCK);
    }

    static EmcPwmFan ofEmc2302(Mount mount) {
        int block = FIRST_BLOCK + (mount.wholeSetting(FAN) - 1) * BLOCK;
        return new EmcPwmFan(mount, "emc2302", EMC2302, block);
    }

    @Override
    public void configure() throws IOException {
        registers.requireEmc(products);
        registers.keep(block + CONFIGURATION, DIRECT);
    }

    @Override
    public void setPercent(int percent) throws IOException {
        registers.keep(block + SETTING, Duty.steps(percent, MAX_SETTING));
    }

    @Override
    public Reading<Double> rpm() {
        return gauge.read();
    }

    /** Reading the high byte holds the low one still. */
    private double measure() throws IOException {
        int high = registers.byteAt(block + TACH_HIGH);
        int count = (high << 8 | registers.byteAt(block + TACH_LOW)) >>> UNUSED_BITS;
        return count == STANDS ? 0 : COUNTS_PER_MINUTE / count;
    }
}
