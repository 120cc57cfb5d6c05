/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.core.link;

import org.jspecify.annotations.NullMarked;
