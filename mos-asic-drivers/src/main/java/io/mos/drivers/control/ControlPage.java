package io.mos.drivers.control;

import java.util.Optional;

/** What a request is about (BM13XX.md §11). */
public enum ControlPage {
    I2C(0x05),
    GPIO(0x06),
    ADC(0x07),
    LED(0x08),
    SYSTEM(0x09);

    private final int wire;

    ControlPage(int wire) {
        this.wire = wire;
    }

    int wire() {
        return wire;
    }

    static Optional<ControlPage> fromWire(int wire) {
        for (ControlPage page : values()) {
            if (page.wire == wire) {
                return Optional.of(page);
            }
        }
        return Optional.empty();
    }
}
