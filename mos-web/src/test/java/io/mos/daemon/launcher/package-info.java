/** The launcher {@code mos} as a shell runs it, among tools and folders of the test's making. */
@NullMarked
package io.mos.daemon.launcher;

import org.jspecify.annotations.NullMarked;
