package io.mos.stratum.v1;

import io.mos.core.kernel.TimeSource;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.core.work.SourceId;
import io.mos.stratum.failover.Destination;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamFailure.Cause;
import io.mos.stratum.failover.UpstreamListener;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one {@link V1Session} over TCP: bytes in become lines, actions become bytes, calls to the
 * listener and verdicts. Of the jobs that arrive in one read only the newest is given out.
 *
 * <p>Owner: the source's loop.
 */
final class V1Connection implements UpstreamConnection {

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(V1Connection.class);

    private final V1Runtime runtime;
    private final V1Session session;
    private final SourceId source;
    private final Map<Long, CompletableFuture<ShareVerdict>> verdicts = new HashMap<>();
    private final NewestJob newest = new NewestJob();
    private @Nullable UpstreamListener listener;
    private @Nullable Channel channel;
    private TimeSource.@Nullable Cancellable tick;
    private long nextTicket = 1;
    private boolean isDirect;
    private boolean isTls;
    private boolean isStarted;
    private boolean isOver;

    V1Connection(V1Runtime runtime, V1Session session, SourceId source, UpstreamListener listener) {
        this.runtime = runtime;
        this.session = session;
        this.source = source;
        this.listener = listener;
    }

    /** Starts the attempt; nothing is told to the listener before this returns. */
    void begin(V1Dialer dialer, Optional<Destination> redirect) {
        isDirect = !dialer.isTls() && !dialer.isProxied();
        isTls = dialer.isTls();
        runtime.metrics().countConnect(source.value());
        runtime.loop()
                .execute(() -> {
                    if (!isOver) {
                        dialer.dial(redirect, Inbound::new, this::onOutcome);
                    }
                });
    }

    @Override
    public CompletionStage<ShareVerdict> submit(Share share) {
        CompletableFuture<ShareVerdict> verdict = new CompletableFuture<>();
        long ticket = nextTicket++;
        verdicts.put(ticket, verdict);
        perform(session.onSubmit(now(), ticket, share));
        return verdict;
    }

    @Override
    public void close() {
        listener = null;
        end(new UpstreamFailure(Cause.ENDED_HERE, "closed by us"));
    }

    private void onOutcome(V1Dialer.Outcome outcome) {
        switch (outcome) {
            case V1Dialer.Outcome.Trying(Channel trying) -> {
                channel = trying;
                if (isOver) {
                    var _ = trying.close();
                }
            }
            case V1Dialer.Outcome.Connected _ -> {
                if (isDirect) {
                    start();
                }
            }
            case V1Dialer.Outcome.Failed failed -> end(failed.failure());
        }
    }

    private void start() {
        if (!isOver) {
            isStarted = true;
            perform(session.onConnected(now()));
            armTick();
        }
    }

    private void armTick() {
        if (!isOver) {
            tick = runtime.time().schedule(TICK, () -> runtime.loop().execute(this::onTick));
        }
    }

    private void onTick() {
        perform(session.onTick(now()));
        armTick();
    }

    private void perform(List<SessionAction> actions) {
        boolean hasWritten = false;
        for (SessionAction action : actions) {
            switch (action) {
                case SessionAction.Send(V1Message message) -> {
                    write(message);
                    hasWritten = true;
                }
                case SessionAction.Ready _ -> tell(UpstreamListener::onReady);
                case SessionAction.Mine(Job job) -> newest.put(job, now());
                case SessionAction.Judge(long ticket, ShareVerdict verdict) ->
                        judge(ticket, verdict);
                case SessionAction.Replied(Duration took) -> {
                    runtime.metrics().recordReply(source.value(), took);
                    tell(to -> to.onReply(took));
                }
                case SessionAction.Tell(String text) -> tell(to -> to.onMessage(text));
                case SessionAction.Close(UpstreamFailure failure) -> finish(failure);
            }
        }
        Channel to = channel;
        if (hasWritten && to != null) {
            to.flush();
        }
    }

    private void write(V1Message message) {
        Channel to = channel;
        if (to == null || isOver) {
            return;
        }
        if (to.isWritable()) {
            var _ = to.write(Unpooled.wrappedBuffer(V1Codec.write(message)), to.voidPromise());
        } else {
            runtime.loop()
                    .execute(() ->
                            end(
                                    new UpstreamFailure(
                                            Cause.FLOOD,
                                            "the pool does not read what it is sent")));
        }
    }

    private void flushJob() {
        newest.take()
                .filter(_ -> !isOver)
                .ifPresent(arrived -> {
                    tell(to -> to.onJob(arrived.job()));
                    Duration held = Duration.ofNanos(now() - arrived.sinceNanos());
                    runtime.metrics().recordLineToJob(source.value(), held);
                });
    }

    private void judge(long ticket, ShareVerdict verdict) {
        CompletableFuture<ShareVerdict> waiting = verdicts.remove(ticket);
        if (waiting != null) {
            waiting.complete(verdict);
        }
    }

    /** Ends the session, which answers with its last verdicts and {@link #finish}. */
    private void end(UpstreamFailure failure) {
        perform(session.onClosed(now(), failure));
    }

    private void finish(UpstreamFailure failure) {
        if (isOver) {
            return;
        }
        isOver = true;
        TimeSource.Cancellable pendingTick = tick;
        if (pendingTick != null) {
            pendingTick.cancel();
        }
        Channel toClose = channel;
        if (toClose != null) {
            var _ = toClose.close();
        }
        tell(to -> to.onDown(failure));
        listener = null;
    }

    private void tell(Consumer<UpstreamListener> news) {
        UpstreamListener to = listener;
        if (to != null) {
            news.accept(to);
        }
    }

    private long now() {
        return runtime.time().nanos();
    }

    /** The end of one channel's pipeline; deaf once the connection has moved to another channel. */
    private final class Inbound extends ChannelInboundHandlerAdapter {

        /** Until the pool is reached, it is only the proxy that speaks. */
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            if (message instanceof byte[] line && isStarted && isCurrent(ctx)) {
                perform(session.onLine(now(), line));
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            if (isCurrent(ctx)) {
                flushJob();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            if (isCurrent(ctx)) {
                end(new UpstreamFailure(Cause.CLOSED_BY_PEER, "the pool closed the connection"));
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (!isCurrent(ctx)) {
                return;
            }
            if (event instanceof ProxyConnectionEvent && !isTls) {
                start();
            } else if (event instanceof SslHandshakeCompletionEvent handshake) {
                if (handshake.isSuccess()) {
                    start();
                } else {
                    exceptionCaught(ctx, handshake.cause());
                }
            }
        }

        /** The net loop's top frame for this connection: nothing escapes from here. */
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
            Throwable cause = unwrapped(thrown);
            if (!isCurrent(ctx)) {
                return;
            }
            switch (cause) {
                case MalformedFrameException malformed ->
                        perform(session.onMalformed(now(), malformed));
                case ProxyConnectException _ -> fail(Cause.PROXY, cause);
                case SSLException _ -> fail(Cause.TLS, cause);
                case IOException _ -> fail(Cause.CLOSED_BY_PEER, cause);
                default -> {
                    LOG.atError().setCause(cause).log("a defect ended a pool connection");
                    end(new UpstreamFailure(Cause.ENDED_HERE, "internal error"));
                }
            }
        }

        /** What a decoder failed for. */
        private static Throwable unwrapped(Throwable thrown) {
            Throwable inner = thrown.getCause();
            return thrown instanceof DecoderException && inner != null ? inner : thrown;
        }

        private boolean isCurrent(ChannelHandlerContext ctx) {
            return ctx.channel().equals(channel);
        }

        private void fail(Cause cause, Throwable thrown) {
            String text = StratumError.printable(String.valueOf(thrown.getMessage()), 200);
            end(new UpstreamFailure(cause, text));
        }
    }
}
