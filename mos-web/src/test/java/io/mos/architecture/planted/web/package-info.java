/** Breaks a rule on purpose. */
@NullMarked
package io.mos.architecture.planted.web;

import org.jspecify.annotations.NullMarked;
