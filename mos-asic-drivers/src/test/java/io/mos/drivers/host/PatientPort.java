package io.mos.drivers.host;

import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.Transfer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/** A port whose reads wait for an hour, whatever they are asked for. */
record PatientPort(SerialPort port) implements SerialPort {

    @Override
    public Transfer read(ByteBuffer into, Duration within) throws IOException {
        return port.read(into, Duration.ofHours(1));
    }

    @Override
    public void wake() {
        port.wake();
    }

    @Override
    public Transfer write(ByteBuffer from, Duration within) throws IOException {
        return port.write(from, within);
    }

    @Override
    public int baud() throws IOException {
        return port.baud();
    }

    @Override
    public Path path() {
        return port.path();
    }

    @Override
    public int setBaud(int baud) throws IOException {
        return port.setBaud(baud);
    }

    @Override
    public Transfer drain(Duration within) throws IOException {
        return port.drain(within);
    }

    @Override
    public void discardInput() throws IOException {
        port.discardInput();
    }

    @Override
    public LineChange raise(ModemLine line) throws IOException {
        return port.raise(line);
    }

    @Override
    public LineChange lower(ModemLine line) throws IOException {
        return port.lower(line);
    }

    @Override
    public void close() {
        port.close();
    }
}
