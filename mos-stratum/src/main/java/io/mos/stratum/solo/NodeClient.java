package io.mos.stratum.solo;

import io.mos.core.kernel.TimeSource;
import io.mos.stratum.failover.Destination;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.stream.ChunkedWriteHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls a node over HTTP, each call on a connection of its own: a node closes idle ones after 30 s,
 * and to connect costs nothing beside a template. Names are resolved and cookie files read anew for
 * each call, on a virtual thread.
 *
 * <p>Owner: the loop, on which every method must be called and every outcome arrives.
 */
final class NodeClient {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final int MAX_START_LINE_CHARS = 1024;
    private static final int MAX_HEADER_CHARS = 8 * 1024;
    private static final int MAX_PIECE_BYTES = 64 * 1024;

    private final Destination node;
    private final RpcCredentials credentials;
    private final SoloRuntime runtime;

    NodeClient(Destination node, RpcCredentials credentials, SoloRuntime runtime) {
        this.node = node;
        this.credentials = credentials;
        this.runtime = runtime;
    }

    /**
     * Begins a call.
     *
     * @param limit how long the whole call may take
     * @param whenDone takes the outcome, once, unless the call was cancelled before
     */
    <T> TimeSource.Cancellable call(
            RpcRequest request,
            ResultReader<T> result,
            Duration limit,
            Consumer<RpcOutcome<T>> whenDone) {
        Call<T> call = new Call<>(request, result, whenDone);
        call.begin(limit);
        return call;
    }

    /** One call on its way. Owner: the loop. */
    private final class Call<T> implements TimeSource.Cancellable {
        private final RpcRequest request;
        private final ResultReader<T> result;
        private final Consumer<RpcOutcome<T>> whenDone;
        private TimeSource.@Nullable Cancellable timer;
        private @Nullable Channel channel;
        private boolean isOver;

        Call(RpcRequest request, ResultReader<T> result, Consumer<RpcOutcome<T>> whenDone) {
            this.request = request;
            this.result = result;
            this.whenDone = whenDone;
        }

        void begin(Duration limit) {
            timer = runtime.offerAfter(limit, () -> end(new RpcOutcome.TimedOut<>(limit)));
            Thread.ofVirtual().name("node-lookup").start(this::prepare);
        }

        @Override
        public void cancel() {
            runtime.offer(this::tearDown);
        }

        /** Runs on a virtual thread: both steps may block. */
        private void prepare() {
            try {
                InetAddress address = InetAddress.getByName(node.host());
                String authorization = credentials.authorization();
                runtime.offer(() -> connect(address, authorization));
            } catch (UnknownHostException e) {
                end(new RpcOutcome.UnknownHost<>(node.host()));
            } catch (IOException e) {
                end(new RpcOutcome.NoCredentials<>(String.valueOf(e.getMessage())));
            }
        }

        private void connect(InetAddress address, String authorization) {
            if (isOver) {
                return;
            }
            RpcExchange<T> exchange =
                    new RpcExchange<>(node.toString(), authorization, request, result, this::end);
            ChannelFuture connected =
                    new Bootstrap()
                            .group(runtime.loop())
                            .channel(NioSocketChannel.class)
                            .option(ChannelOption.TCP_NODELAY, true)
                            .option(
                                    ChannelOption.CONNECT_TIMEOUT_MILLIS,
                                    (int) CONNECT_LIMIT.toMillis())
                            .handler(pipeline(exchange))
                            .connect(new InetSocketAddress(address, node.port()));
            channel = connected.channel();
            connected.addListener(future -> {
                if (!future.isSuccess()) {
                    end(new RpcOutcome.Unreachable<>(reason(future.cause())));
                }
            });
        }

        private void end(RpcOutcome<T> outcome) {
            if (!runtime.loop().inEventLoop()) {
                runtime.offer(() -> end(outcome));
            } else if (!isOver) {
                tearDown();
                whenDone.accept(outcome);
            }
        }

        private void tearDown() {
            isOver = true;
            if (timer != null) {
                timer.cancel();
            }
            if (channel != null) {
                var _ = channel.close();
            }
        }
    }

    private static ChannelInitializer<Channel> pipeline(RpcExchange<?> exchange) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(
                                new HttpClientCodec(
                                        MAX_START_LINE_CHARS, MAX_HEADER_CHARS, MAX_PIECE_BYTES))
                        .addLast(new ChunkedWriteHandler())
                        .addLast(exchange);
            }
        };
    }

    private static String reason(Throwable cause) {
        return String.valueOf(cause.getMessage());
    }
}
