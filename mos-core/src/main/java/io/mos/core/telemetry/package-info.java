/**
 * What is known about devices, pools and sites at one moment, as immutable records. Every reading\n
 * * carries its time and source, or says why it is unknown; absent is never 0.
 */
@NullMarked
package io.mos.core.telemetry;

import org.jspecify.annotations.NullMarked;
