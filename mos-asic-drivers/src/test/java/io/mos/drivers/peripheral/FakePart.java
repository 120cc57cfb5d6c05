package io.mos.drivers.peripheral;

/** A part at register level, as its data sheet says it behaves. */
public interface FakePart {

    void write(int register, byte[] data);

    byte[] read(int register, int length);
}
