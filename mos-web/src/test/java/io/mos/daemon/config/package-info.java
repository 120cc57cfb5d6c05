/** Tests of the configuration reader. */
@NullMarked
package io.mos.daemon.config;

import org.jspecify.annotations.NullMarked;
