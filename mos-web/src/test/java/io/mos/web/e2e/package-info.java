/** The page in a real browser: what a person sees, in every state, width and theme. */
@NullMarked
package io.mos.web.e2e;

import org.jspecify.annotations.NullMarked;
