/** Stratum V1, the client side: messages, the session as a state machine, and its connection. */
@NullMarked
package io.mos.stratum.v1;

import org.jspecify.annotations.NullMarked;
