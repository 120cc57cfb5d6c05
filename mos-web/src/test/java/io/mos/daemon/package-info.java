/** Tests of the daemon's shell: configuration, documents, launcher, and whole processes. */
@NullMarked
package io.mos.daemon;

import org.jspecify.annotations.NullMarked;
