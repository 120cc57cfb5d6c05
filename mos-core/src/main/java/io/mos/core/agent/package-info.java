/** The agent: owns the devices of one site, cuts jobs into work, judges shares and reports. */
@NullMarked
package io.mos.core.agent;

import org.jspecify.annotations.NullMarked;
