/** Tests of the command line. */
@NullMarked
package io.mos.cli;

import org.jspecify.annotations.NullMarked;
