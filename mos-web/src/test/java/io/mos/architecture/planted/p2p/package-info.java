/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.p2p;

import org.jspecify.annotations.NullMarked;
