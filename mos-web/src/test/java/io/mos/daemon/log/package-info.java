/** Tests of what people read in the log. */
@NullMarked
package io.mos.daemon.log;

import org.jspecify.annotations.NullMarked;
