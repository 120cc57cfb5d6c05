package io.mos.stratum.solo;

import java.time.Duration;

/** What became of a call on the node. */
sealed interface RpcOutcome<T> {

    record Result<T>(T value) implements RpcOutcome<T> {}

    /** The node's own error: a code of its RPC interface and a sentence. */
    record Refusal<T>(int code, String message) implements RpcOutcome<T> {}

    /** The HTTP server before the node refused; 401 means wrong credentials. */
    record HttpRefusal<T>(int status) implements RpcOutcome<T> {}

    record UnknownHost<T>(String host) implements RpcOutcome<T> {}

    /** The cookie file could not be read. */
    record NoCredentials<T>(String reason) implements RpcOutcome<T> {}

    /** No connection. */
    record Unreachable<T>(String reason) implements RpcOutcome<T> {}

    /** Connected, but the connection ended before the answer did. */
    record Broken<T>(String reason) implements RpcOutcome<T> {}

    /** No whole answer in time. */
    record TimedOut<T>(Duration after) implements RpcOutcome<T> {}

    /** Whatever answered does not speak the protocol. */
    record Malformed<T>(String reason) implements RpcOutcome<T> {}
}
