/**
 * Strangers' driver jars in a process of their own: the same driver interface over the process's
 * standard streams. Its two halves share the messages alone; the daemon's never opens a jar, the
 * other never a device.
 */
@NullMarked
package io.mos.drivers.child;

import org.jspecify.annotations.NullMarked;
