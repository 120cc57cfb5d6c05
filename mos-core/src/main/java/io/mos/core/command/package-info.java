/** What an operator can ask of a device and the truthful answers to it. */
@NullMarked
package io.mos.core.command;

import org.jspecify.annotations.NullMarked;
