package io.mos.drivers.child;

import io.mos.core.kernel.SystemTime;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The process in which strangers' driver jars run. Its standard input and output are the daemon's,
 * its standard error is the log. It ends when the daemon does.
 */
public final class DriverHostMain {

    /** Of a process that somebody else than the daemon started. */
    private static final int USAGE = 64;

    private DriverHostMain() {}

    public static void main(String... words) {
        System.exit(run());
    }

    /** Serves the daemon until it closes the pipe; the exit code, once it was no daemon. */
    public static int run() {
        InputStream daemon = System.in;
        Pipe pipe = Pipe.ofStandardOutput();
        System.setIn(InputStream.nullInputStream());
        new ExitWatch(pipe).install();
        try (SystemTime time = new SystemTime();
                DataInputStream in = new DataInputStream(new BufferedInputStream(daemon))) {
            new ChildHost(time, pipe).serve(in);
        } catch (IOException _) {
            // The pipe broke: as good as its end.
        } catch (MalformedFrameException e) {
            System.err.println("mos driver-host is started by the daemon: " + e.getMessage());
            return USAGE;
        }
        // No exit: a driver's shutdown hook could keep the process.
        Runtime.getRuntime().halt(0);
        return 0;
    }
}
