package io.mos.stratum.solo;

/**
 * A node's answer that is not what its protocol says. Carries no stack trace: whatever sits at the
 * node's address may cause it at will, and the message alone says what was wrong.
 */
final class MalformedAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedAnswerException(String message) {
        super(message, null, false, false);
    }
}
