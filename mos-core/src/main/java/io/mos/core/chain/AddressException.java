package io.mos.core.chain;

/**
 * Text that is no Bitcoin address, or one of another network. The message says what is wrong in
 * words for the person who typed it.
 */
public final class AddressException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String message;

    public AddressException(String message) {
        super(message, null, false, false);
        this.message = message;
    }

    /** Never null, unlike that of exceptions in general. */
    @Override
    public String getMessage() {
        return message;
    }
}
