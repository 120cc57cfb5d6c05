package io.mos.stratum.v1;

/** What is called: a method and its parameters, in the wire's names. */
public sealed interface V1Call permits ClientCall, PoolCall, V1Call.Unknown, V1Call.Invalid {

    /** The name on the wire, such as {@code mining.notify}. */
    String method();

    /** The parameters as they go over the wire. */
    Json params();

    /** A method this codec has no type for. Answer with an error, do not close. */
    record Unknown(String method, Json params) implements V1Call {}

    /** A known method whose parameters make no sense; {@code problem} says which and why. */
    record Invalid(String method, Json params, String problem) implements V1Call {}
}
