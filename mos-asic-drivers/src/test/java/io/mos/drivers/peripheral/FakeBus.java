package io.mos.drivers.peripheral;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** A bus with fakes on it; nobody answers at the other addresses. */
public final class FakeBus implements I2cBus {

    private final Map<Integer, FakePart> parts = new HashMap<>();

    public FakeBus with(int address, FakePart part) {
        parts.put(address, part);
        return this;
    }

    /** Takes a part's power or pulls it off its pads. */
    public void remove(int address) {
        parts.remove(address);
    }

    @Override
    public void write(int address, int register, byte... data) throws IOException {
        at(address, register).write(register, data);
    }

    @Override
    public byte[] read(int address, int register, int length) throws IOException {
        return at(address, register).read(register, length);
    }

    private FakePart at(int address, int register) throws IOException {
        FakePart part = parts.get(address);
        if (part == null) {
            throw new IOException("nobody at %02x, register %02x".formatted(address, register));
        }
        return part;
    }
}
