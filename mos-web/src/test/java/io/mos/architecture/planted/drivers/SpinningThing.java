package io.mos.architecture.planted.drivers;

import jssc.SerialPort;
import jssc.SerialPortException;

/** Planted: holds jSSC's port outside the package for it, and reads with it. */
final class SpinningThing {
    byte[] read(SerialPort port) throws SerialPortException {
        return port.readBytes(1);
    }
}
