package io.mos.drivers.control;

/** What came on the control channel is no answer; caught where it is read. */
final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message, null, false, false);
    }
}
