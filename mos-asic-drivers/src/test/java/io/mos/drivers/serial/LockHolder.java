package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a port's lock until its input ends or it is killed. */
final class LockHolder {

    static final String HELD = "held";

    private LockHolder() {}

    public static void main(String[] args) throws IOException {
        PortLock lock = PortLock.acquire(Path.of(args[0]), Path.of(args[1]));
        System.out.println(HELD);
        int _ = System.in.read();
        lock.release();
    }
}
