/**
 * What every module stands on: lifecycle, time, randomness, back-off and the four ways to hand
 * things\n * between threads (mailbox, slot, snapshot, ring). Depends on nothing but the JDK and
 * slf4j.
 */
@NullMarked
package io.mos.core.kernel;

import org.jspecify.annotations.NullMarked;
