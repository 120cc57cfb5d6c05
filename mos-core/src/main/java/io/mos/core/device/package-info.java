/** The driver SPI: what a hashing device looks like to the agent. */
@NullMarked
package io.mos.core.device;

import org.jspecify.annotations.NullMarked;
