/**
 * The command line: one class per verb, which turns words into a request and hands it to {@link
 * io.mos.cli.Verbs}. Knows no part of the daemon, so that {@code mos --help} loads none.
 */
@NullMarked
package io.mos.cli;

import org.jspecify.annotations.NullMarked;
