/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.notify;

import org.jspecify.annotations.NullMarked;
