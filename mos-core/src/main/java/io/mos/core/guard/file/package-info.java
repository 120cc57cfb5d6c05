/** Small files of one record each that outlive a crash: written whole or not at all. */
@NullMarked
package io.mos.core.guard.file;

import org.jspecify.annotations.NullMarked;
