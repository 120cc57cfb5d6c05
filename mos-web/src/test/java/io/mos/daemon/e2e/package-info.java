/** The daemon as processes of its own, driven as a user and a service manager drive them. */
@NullMarked
package io.mos.daemon.e2e;

import org.jspecify.annotations.NullMarked;
