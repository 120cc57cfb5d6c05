package io.mos.daemon.config;

/**
 * Something wrong with the configuration.
 *
 * @param where {@code file:line}, an environment variable or a flag
 * @param message names the key and says what to do
 */
public record Problem(String where, String message) {

    @Override
    public String toString() {
        return where + ": " + message;
    }
}
