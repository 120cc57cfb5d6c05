/**
 * The BM13xx chips' frames, byte for byte and in both directions: what a host sends, what a chip
 * answers, and the readers that find whole frames in a stream that loses and garbles bytes. Pure:
 * no port, no thread, no clock. Source of every layout: BM13XX.md §2, §8 and §9.
 */
@NullMarked
package io.mos.drivers.bm13xx.frame;

import org.jspecify.annotations.NullMarked;
