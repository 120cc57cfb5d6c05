package io.mos.drivers.child;

/** A program in the process of the drivers failed, or the process did. */
final class RemoteFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RemoteFailure(String message) {
        super(message);
    }
}
