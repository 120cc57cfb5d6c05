/**
 * The web server: what it listens on, whom it answers and what it serves. Read-only; it knows the
 * fleet only as a view that somebody hands it.
 */
@NullMarked
package io.mos.web.http;

import org.jspecify.annotations.NullMarked;
