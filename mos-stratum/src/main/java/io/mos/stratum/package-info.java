/** What all ways of getting work share: the network loop, metrics and rate-limited fault lines. */
@NullMarked
package io.mos.stratum;

import org.jspecify.annotations.NullMarked;
