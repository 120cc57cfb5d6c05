package io.mos.core.chain;

/**
 * ByteString or text from outside that are not the chain data they claim to be. Carries no stack
 * trace: a peer may cause it at will, and the message alone says what was wrong.
 */
public final class MalformedChainDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    public MalformedChainDataException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    /** Never null, unlike that of exceptions in general. */
    @Override
    public String getMessage() {
        return message;
    }
}
