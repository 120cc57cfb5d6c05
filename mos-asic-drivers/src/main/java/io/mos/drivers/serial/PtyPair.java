package io.mos.drivers.serial;

import io.mos.core.kernel.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A pair of terminals joined by a cable that exists in the kernel only: a simulated board speaks
 * through this end, and the host opens {@link #hostPath} like any serial port. Closing this end is
 * pulling the plug. Linux only.
 *
 * <p>The host may come and go: bytes for an absent host wait, up to some 4 kB. There are no modem
 * lines, and bytes take no time whatever the rate. Owner: as for {@link SerialLink}.
 */
public final class PtyPair implements SerialLink {

    private static final String MULTIPLEXER = "/dev/ptmx";

    /** The rate of a terminal that nobody has opened yet. */
    private static final int FIRST_BAUD = 115_200;

    private final Path hostPath;
    private final TtyDescriptor board;

    /** The host's end, kept open so that a host that leaves is not a hang-up. */
    private final TtyDescriptor heldHostEnd;

    private PtyPair(Path hostPath, TtyDescriptor board, TtyDescriptor heldHostEnd) {
        this.hostPath = hostPath;
        this.board = board;
        this.heldHostEnd = heldHostEnd;
    }

    /**
     * Makes a pair that passes bytes as they are. The host's end belongs to this process's user.
     *
     * @throws IOException when the system has no more pairs
     */
    public static PtyPair open(TimeSource time) throws IOException {
        SupportedSystem.require();
        TtyDescriptor board = TtyDescriptor.open(Path.of(MULTIPLEXER), time, (_, _) -> {});
        boolean made = false;
        try {
            check(board.use(TerminalCalls::unlockPair));
            int number = check(board.use(TerminalCalls::pairNumber));
            int hostEnd = check(board.use(TerminalCalls::openPeer));
            Path hostPath = Path.of("/dev/pts/" + number);
            TtyDescriptor held = TtyDescriptor.of(hostPath, hostEnd, time, (_, _) -> {});
            made = true;
            return prepared(new PtyPair(hostPath, board, held));
        } finally {
            if (!made) {
                board.close();
            }
        }
    }

    private static PtyPair prepared(PtyPair pair) throws IOException {
        int result = pair.heldHostEnd.use(number -> Termios2.setRaw(number, FIRST_BAUD));
        if (result < 0) {
            pair.close();
        }
        check(result);
        return pair;
    }

    private static int check(int result) throws IOException {
        if (result < 0) {
            throw new IOException("no terminal pair: " + LibC.errorName(-result));
        }
        return result;
    }

    /** What the host opens, such as {@code /dev/pts/3}. */
    public Path hostPath() {
        return hostPath;
    }

    @Override
    public Transfer read(ByteBuffer into, Duration within) throws IOException {
        return board.read(into, within);
    }

    @Override
    public void wake() {
        board.wake();
    }

    @Override
    public Transfer write(ByteBuffer from, Duration within) throws IOException {
        return board.write(from, within);
    }

    @Override
    public int baud() throws IOException {
        return check(board.use(Termios2::baud));
    }

    /**
     * Lets the host's end be opened again after its holder was killed: unlike a real port's, a
     * pair's exclusiveness outlives whoever set it.
     */
    public void dropExclusive() throws IOException {
        check(heldHostEnd.use(TerminalCalls::dropExclusive));
    }

    @Override
    public void close() {
        board.close();
        heldHostEnd.close();
    }
}
