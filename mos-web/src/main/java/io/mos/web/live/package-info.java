/**
 * The fleet view as JSON and as a stream of server-sent events: what the page shows and how it
 * stays up to date. Everything but the encoder belongs to the web server's event loop.
 */
@NullMarked
package io.mos.web.live;

import org.jspecify.annotations.NullMarked;
