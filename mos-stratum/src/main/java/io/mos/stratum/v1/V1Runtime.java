package io.mos.stratum.v1;

import io.mos.core.kernel.TimeSource;
import io.mos.stratum.StratumMetrics;
import io.mos.stratum.failover.PayoutGuard;
import io.netty.channel.EventLoop;

/**
 * What all V1 endpoints of one source run on.
 *
 * @param loop the source's loop, which owns every connection
 * @param guard asked before each connection and authorisation
 * @param userAgent what we call ourselves, such as {@code mos/1.0}
 */
public record V1Runtime(
        EventLoop loop,
        TimeSource time,
        PayoutGuard guard,
        StratumMetrics metrics,
        String userAgent) {}
