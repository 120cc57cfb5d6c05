/** The walls between packages, as docs/architecture.md draws them, and proof that they hold. */
@NullMarked
package io.mos.architecture;

import org.jspecify.annotations.NullMarked;
