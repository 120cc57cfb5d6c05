/**
 * A Stratum V1 server for miners: hands out the jobs of any work source with extranonces that do
 * not overlap, judges every share by hashing it, and passes on what its source wants. The embedded
 * pool of {@code mos demo} is this server over {@link io.mos.stratum.server.SyntheticSource}; a
 * site's proxy will be the same server over a pool.
 */
@NullMarked
package io.mos.stratum.server;

import org.jspecify.annotations.NullMarked;
