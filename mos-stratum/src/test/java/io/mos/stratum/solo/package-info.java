/** Tests of solo work, against a node of our own that a test can script. */
@NullMarked
package io.mos.stratum.solo;

import org.jspecify.annotations.NullMarked;
