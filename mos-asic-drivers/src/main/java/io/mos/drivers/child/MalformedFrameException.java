package io.mos.drivers.child;

/** What came over the pipe is no message; caught where it is read, and the end of that pipe. */
final class MalformedFrameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedFrameException(String message) {
        super(message, null, false, false);
    }
}
