package io.mos.stratum.failover;

import io.mos.core.work.Job;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears one line, whichever thread it speaks on, and tells the source on its loop. */
final class LineListener implements UpstreamListener {

    private static final Logger LOG = LoggerFactory.getLogger(LineListener.class);

    private final PoolSource source;
    private final SourceLoop loop;
    private final EndpointSlot slot;
    private final Line line;

    LineListener(PoolSource source, SourceLoop loop, EndpointSlot slot, Line line) {
        this.source = source;
        this.loop = loop;
        this.slot = slot;
        this.line = line;
    }

    @Override
    public void onReady() {
        LOG.atDebug().addKeyValue("pool", slot.upstream().url()).log("pool is ready");
    }

    @Override
    public void onJob(Job job) {
        loop.run(() -> source.onJob(slot, line, job));
    }

    @Override
    public void onDry(String reason) {
        loop.run(() -> source.onDry(slot, line, reason));
    }

    @Override
    public void onReply(Duration took) {
        loop.run(() -> slot.onReply(took));
    }

    @Override
    public void onMessage(String text) {
        loop.run(() -> source.onMessage(slot, text));
    }

    @Override
    public void onDown(UpstreamFailure failure) {
        loop.run(() -> source.onDown(slot, line, failure));
    }
}
