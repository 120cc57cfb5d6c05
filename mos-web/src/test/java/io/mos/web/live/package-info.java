/** Tests of the encoder and of what a change is. */
@NullMarked
package io.mos.web.live;

import org.jspecify.annotations.NullMarked;
