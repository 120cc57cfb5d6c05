/**
 * One source of work made of several endpoints in the user's order: what an endpoint is, when it
 * counts as dead, which one is mined on, and the policy that says where and as whom we connect.
 */
@NullMarked
package io.mos.stratum.failover;

import org.jspecify.annotations.NullMarked;
