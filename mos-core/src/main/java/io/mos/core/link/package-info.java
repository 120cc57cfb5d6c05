/** The channel between an agent and a controller, in records; bytes are the overlay's business. */
@NullMarked
package io.mos.core.link;

import org.jspecify.annotations.NullMarked;
