package io.mos.drivers.child;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the process of the drivers writes to standard error, in the daemon's log. Reads on whatever
 * comes, because a full pipe would stop the process, but logs no more than a person could read.
 */
final class ChildLog {

    /** Of one life of the process; what a stack trace or two take. */
    private static final int MAX_LINES = 500;

    private static final int MAX_LINE_BYTES = 1024;
    private static final Logger LOG = LoggerFactory.getLogger(ChildLog.class);

    private final InputStream in;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int lineBytes;
    private int lines;

    ChildLog(InputStream in) {
        this.in = in;
    }

    void start() {
        Thread.ofPlatform().name("driver-host-log").daemon(true).start(this::run);
    }

    private void run() {
        byte[] buffer = new byte[4096];
        try (in) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    take(buffer[i]);
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("standard error of the drivers' process broke");
        }
        endLine();
    }

    private void take(byte each) {
        if (each == '\n') {
            endLine();
        } else if (lineBytes < MAX_LINE_BYTES) {
            line[lineBytes++] = each;
        }
    }

    private void endLine() {
        if (lineBytes == 0) {
            return;
        }
        lines++;
        String text = new String(line, 0, lineBytes, StandardCharsets.UTF_8);
        lineBytes = 0;
        if (lines <= MAX_LINES) {
            LOG.atInfo().addKeyValue("line", text).log("drivers' process says");
        } else if (lines == MAX_LINES + 1) {
            LOG.atWarn().addKeyValue("lines", MAX_LINES).log("drivers' process says too much");
        }
    }
}
