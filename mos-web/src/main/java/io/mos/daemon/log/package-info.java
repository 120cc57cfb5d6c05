/**
 * What people read while the daemon runs: the log's layout and its limits, the events worth a line,
 * and the status line once a minute.
 */
@NullMarked
package io.mos.daemon.log;

import org.jspecify.annotations.NullMarked;
