/**
 * Stratum V1: messages and codec for both directions, the client's session as a state machine
 * without I/O, and its connection over TCP.
 */
@NullMarked
package io.mos.stratum.v1;

import org.jspecify.annotations.NullMarked;
