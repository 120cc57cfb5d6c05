/** The controller: keeps one immutable view of all sites for the web face and the command line. */
@NullMarked
package io.mos.core.fleet;

import org.jspecify.annotations.NullMarked;
