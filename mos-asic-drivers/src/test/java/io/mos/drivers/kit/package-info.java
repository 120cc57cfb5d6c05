/** What a driver is tested with: serial lines in memory, replayed ones, and their contract. */
@NullMarked
package io.mos.drivers.kit;

import org.jspecify.annotations.NullMarked;
