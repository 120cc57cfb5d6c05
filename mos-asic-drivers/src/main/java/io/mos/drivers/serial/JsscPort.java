package io.mos.drivers.serial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import jssc.SerialPortException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port held by jSSC: it opens exclusively, sets the frame and the modem lines, and closes. Bytes
 * go through a descriptor of our own, because jSSC's reads never end when a device vanishes, its
 * writes have no limit, and its event listener spends a fifth of a core; the rate is set and read
 * back there too, because jSSC keeps the old one in silence (docs/adr/0010).
 */
final class JsscPort implements SerialPort {

    /** A rate that every port has, for the moment until the real one is set. */
    private static final int FIRST_BAUD = jssc.SerialPort.BAUDRATE_115200;

    private static final int DATA_BITS = jssc.SerialPort.DATABITS_8;
    private static final int STOP_BITS = jssc.SerialPort.STOPBITS_1;
    private static final int PARITY = jssc.SerialPort.PARITY_NONE;

    private static final Logger LOG = LoggerFactory.getLogger(JsscPort.class);

    private final Path path;
    private final jssc.SerialPort held;
    private final TtyDescriptor descriptor;
    private final PortLock lock;
    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean hasLines;

    /** Takes descriptor and lock over. */
    JsscPort(Path path, TtyDescriptor descriptor, PortLock lock) {
        this.path = path;
        held = new jssc.SerialPort(path.toString());
        this.descriptor = descriptor;
        this.lock = lock;
    }

    /** Makes the port exclusive and ready; after a failure it must be closed. */
    void begin(SerialRequest request) throws IOException {
        boolean rts = request.raisedLines().contains(ModemLine.RTS);
        boolean dtr = request.raisedLines().contains(ModemLine.DTR);
        boolean taken;
        try {
            held.openPort();
            taken = held.setParams(FIRST_BAUD, DATA_BITS, STOP_BITS, PARITY, rts, dtr);
        } catch (SerialPortException e) {
            throw refusal(e);
        }
        checkLines(taken, rts, dtr);
        setBaud(request.baud());
        discardInput();
    }

    private IOException refusal(SerialPortException e) {
        if (SerialPortException.TYPE_PORT_BUSY.equals(e.getExceptionType())) {
            return new PortBusyException(path, "another program has it for itself");
        }
        return new IOException("cannot open " + path + ": " + e.getExceptionType(), e);
    }

    /** A terminal pair has no modem lines, and jSSC then calls all of its settings refused. */
    private void checkLines(boolean taken, boolean rts, boolean dtr) throws IOException {
        int lines = descriptor.use(TerminalCalls::modemLines);
        hasLines = lines >= 0;
        int wanted = (rts ? TerminalCalls.TIOCM_RTS : 0) | (dtr ? TerminalCalls.TIOCM_DTR : 0);
        int both = TerminalCalls.TIOCM_RTS | TerminalCalls.TIOCM_DTR;
        if (hasLines && !taken && (lines & both) != wanted) {
            throw new IOException(path + " refused its settings; modem lines are " + lines);
        }
        LOG.atDebug()
                .addKeyValue("port", path)
                .addKeyValue("taken", taken)
                .addKeyValue("lines", lines)
                .log("port opened");
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Transfer read(ByteBuffer into, Duration within) throws IOException {
        return descriptor.read(into, within);
    }

    @Override
    public void wake() {
        descriptor.wake();
    }

    @Override
    public Transfer write(ByteBuffer from, Duration within) throws IOException {
        return descriptor.write(from, within);
    }

    @Override
    public Transfer drain(Duration within) throws IOException {
        Transfer sent = descriptor.await(TerminalCalls::queuedBytes, within);
        if (sent instanceof Transfer.Moved) {
            check("drain", descriptor.use(TerminalCalls::finishSending));
        }
        return sent;
    }

    @Override
    public void discardInput() throws IOException {
        check("discard", descriptor.use(TerminalCalls::discardInput));
    }

    @Override
    public int baud() throws IOException {
        return check("rate", descriptor.use(Termios2::baud));
    }

    @Override
    public int setBaud(int baud) throws IOException {
        if (baud <= 0) {
            // Zero is no rate but the order to hang up (termios(3), B0).
            throw new IllegalArgumentException("no baud rate: " + baud);
        }
        check("rate", descriptor.use(number -> Termios2.setRaw(number, baud)));
        return BaudCheck.readBack(path, baud, baud());
    }

    @Override
    public LineChange raise(ModemLine line) throws IOException {
        return change(line, true);
    }

    @Override
    public LineChange lower(ModemLine line) throws IOException {
        return change(line, false);
    }

    private LineChange change(ModemLine line, boolean on) throws IOException {
        if (!hasLines) {
            return LineChange.NO_SUCH_LINE;
        }
        check(line.name(), descriptor.use(_ -> set(line, on) ? 0 : -LibC.EIO));
        return LineChange.DONE;
    }

    private boolean set(ModemLine line, boolean on) {
        try {
            return switch (line) {
                case DTR -> held.setDTR(on);
                case RTS -> held.setRTS(on);
            };
        } catch (SerialPortException e) {
            LOG.atDebug().setCause(e).addKeyValue("port", path).log("modem line refused");
            return false;
        }
    }

    private int check(String what, int result) throws IOException {
        if (result < 0) {
            throw new IOException(path + ", " + what + ": " + LibC.errorName(-result));
        }
        return result;
    }

    /** Readers first, then jSSC; what was not sent is dropped, or closing would wait for it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        descriptor.use(TerminalCalls::discardAll);
        descriptor.close();
        try {
            if (held.isOpened()) {
                held.closePort();
            }
        } catch (SerialPortException e) {
            LOG.atDebug().setCause(e).addKeyValue("port", path).log("port closed with a complaint");
        }
        lock.release();
    }
}
