/** Fleets for the tests of the web face: machines in the states a user may find theirs in. */
@NullMarked
package io.mos.web.sample;

import org.jspecify.annotations.NullMarked;
