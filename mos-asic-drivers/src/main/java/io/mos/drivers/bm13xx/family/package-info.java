/**
 * What sets one BM13xx family apart from another, as checked data: one JSON file per chip, read
 * once into validated records. A number without its source does not load.
 */
@NullMarked
package io.mos.drivers.bm13xx.family;

import org.jspecify.annotations.NullMarked;
