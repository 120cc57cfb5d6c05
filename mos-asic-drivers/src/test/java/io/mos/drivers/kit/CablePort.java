package io.mos.drivers.kit;

import io.mos.drivers.serial.ModemLine;
import io.mos.drivers.serial.SerialPort;
import io.mos.drivers.serial.SerialRequest;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.sim.Channel;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

/** The host's end of a {@link Cable}: who reads moves the clock. Owner: the test's thread. */
final class CablePort implements SerialPort {

    private static final Transfer UNPLUGGED = new Transfer.HungUp("unplugged");

    private final Cable cable;
    private final Channel channel;
    private final Path path;
    private final Queue<Byte> in = new ArrayDeque<>();
    private int baud;
    private boolean isClosed;

    CablePort(Cable cable, Channel channel, SerialRequest request) {
        this.cable = cable;
        this.channel = channel;
        path = request.device();
        baud = request.baud();
        request.raisedLines().forEach(this::raise);
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Transfer read(ByteBuffer into, Duration within) {
        long limit = cable.time().nanos() + within.toNanos();
        while (isThere() instanceof Transfer.Moved) {
            cable.deliver(channel, baud, this::keep);
            long left = limit - cable.time().nanos();
            if (!in.isEmpty()) {
                return move(into);
            }
            if (left <= 0) {
                return new Transfer.TimedOut();
            }
            cable.await(channel, Duration.ofNanos(left));
        }
        return isThere();
    }

    private void keep(byte[] frame) {
        for (byte each : frame) {
            in.add(each);
        }
    }

    private Transfer move(ByteBuffer into) {
        int start = into.position();
        while (into.hasRemaining() && !in.isEmpty()) {
            into.put(in.remove());
        }
        return new Transfer.Moved(into.position() - start);
    }

    @Override
    public void wake() {}

    @Override
    public Transfer write(ByteBuffer from, Duration within) {
        int count = from.remaining();
        if (!(isThere() instanceof Transfer.Moved)) {
            return isThere();
        }
        cable.write(channel, from, baud);
        return new Transfer.Moved(count);
    }

    @Override
    public int baud() {
        return baud;
    }

    @Override
    public int setBaud(int wanted) {
        if (wanted <= 0) {
            throw new IllegalArgumentException("no baud rate: " + wanted);
        }
        baud = wanted;
        return baud;
    }

    @Override
    public Transfer drain(Duration within) {
        return isThere();
    }

    @Override
    public void discardInput() {
        in.clear();
    }

    @Override
    public LineChange raise(ModemLine line) {
        cable.board().raised(line, cable.time().nanos());
        return LineChange.DONE;
    }

    @Override
    public LineChange lower(ModemLine line) {
        cable.board().lowered(line, cable.time().nanos());
        return LineChange.DONE;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    private Transfer isThere() {
        if (isClosed) {
            return new Transfer.Closed();
        }
        return cable.isUnplugged() ? UNPLUGGED : new Transfer.Moved(0);
    }
}
