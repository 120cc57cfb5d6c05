/** The daemon as a process against software we did not write: a real node and a real pool. */
@NullMarked
package io.mos.daemon.bench;

import org.jspecify.annotations.NullMarked;
