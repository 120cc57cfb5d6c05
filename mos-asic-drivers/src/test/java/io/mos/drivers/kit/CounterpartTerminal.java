package io.mos.drivers.kit;

import io.mos.core.kernel.TimeSource;
import io.mos.drivers.serial.PtyPair;
import io.mos.drivers.serial.Transfer;
import io.mos.drivers.sim.Channel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A board with one port on a terminal, in real time, on a thread of its own. */
final class CounterpartTerminal implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration WRITE_LIMIT = Duration.ofMillis(100);
    private static final int READ_BYTES = 256;

    private final Counterpart board;
    private final TimeSource time;
    private final PtyPair pair;
    private final Thread thread;

    private CounterpartTerminal(Counterpart board, TimeSource time, PtyPair pair) {
        this.board = board;
        this.time = time;
        this.pair = pair;
        thread = Thread.ofPlatform().daemon().name("counterpart").unstarted(this::serve);
    }

    static CounterpartTerminal open(Counterpart board, TimeSource time) throws IOException {
        CounterpartTerminal opened = new CounterpartTerminal(board, time, PtyPair.open(time));
        opened.thread.start();
        return opened;
    }

    Path hostPath() {
        return pair.hostPath();
    }

    @Override
    public void close() {
        pair.close();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        ByteBuffer in = ByteBuffer.allocate(READ_BYTES);
        try {
            while (isOpen(pair.read(in.clear(), LOOK))) {
                int baud = pair.baud();
                if (in.position() > 0) {
                    board.accept(Channel.DATA, in.array(), in.position(), baud, time.nanos());
                }
                List<byte[]> out = new ArrayList<>();
                board.deliver(Channel.DATA, baud, time.nanos(), out::add);
                for (byte[] frame : out) {
                    Transfer _ = pair.write(ByteBuffer.wrap(frame), WRITE_LIMIT);
                }
            }
        } catch (IOException _) {
            // The terminal was closed under it.
        }
    }

    private static boolean isOpen(Transfer read) {
        return read instanceof Transfer.Moved || read instanceof Transfer.TimedOut;
    }
}
