package io.mos.web.http;

import io.mos.core.kernel.DaemonModule;
import io.mos.core.kernel.Health;
import io.mos.core.kernel.TimeSource;
import io.mos.web.live.LiveHub;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the web page, the fleet as JSON and as a live stream, metrics and health: all of it
 * read-only and to this machine alone.
 *
 * <p>One event loop of its own owns everything behind {@link #start()}, so a flood of requests
 * starves no pool connection. Nothing is written to disk.
 */
public final class WebServer implements DaemonModule {

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    /** The house's limit is 2 s for stopping everything. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(1);

    private final WebConfig config;
    private final WebFeeds feeds;
    private final TimeSource time;
    private final WebSetup setup;
    private volatile @Nullable Running running;

    /** What a start brings into being and a stop ends. */
    private record Running(Vertx vertx, LiveHub live, int port) {}

    public WebServer(WebConfig config, WebFeeds feeds, TimeSource time) {
        this(config, feeds, time, WebSetup.PRODUCT);
    }

    WebServer(WebConfig config, WebFeeds feeds, TimeSource time, WebSetup setup) {
        this.config = config;
        this.feeds = feeds;
        this.time = time;
        this.setup = setup;
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public void start() throws IOException, InterruptedException {
        open();
        LOG.atInfo().addKeyValue("address", address()).log("web page is up");
    }

    /**
     * Listens already before {@link #start()}, so that whoever has the port is known before
     * anything else of a daemon starts. Call it from the thread that starts; {@link #close()}
     * undoes it.
     *
     * @throws IOException when the address cannot be listened on, with what to do about it
     */
    public void open() throws IOException, InterruptedException {
        if (running != null) {
            return;
        }
        Vertx vertx = Vertx.vertx(vertxOptions());
        LiveHub live = new LiveHub(vertx, time, feeds.fleet(), setup.live());
        WebMetrics metrics = new WebMetrics(feeds.registry(), live);
        Connections connections = new Connections(vertx, setup.http(), metrics);
        Reply reply = new Reply(connections, metrics);
        Routes routes =
                new Routes(
                        feeds,
                        time,
                        live,
                        new Routes.PageOut(new Assets(setup.pageFolder()), reply));
        RequestGate gate = new RequestGate(new HostPolicy(config.allowedHosts()));
        HttpServer server =
                vertx.createHttpServer(serverOptions(setup.http()))
                        .connectionHandler(connections::opened)
                        .exceptionHandler(e -> LOG.atDebug().setCause(e).log("connection broke"))
                        .requestHandler(request -> {
                            if (connections.asked(request.connection())) {
                                answer(request, gate, routes, reply);
                            }
                        });
        int port = listen(server, vertx);
        running = new Running(vertx, live, port);
    }

    @Override
    public void close() throws InterruptedException {
        Running now = running;
        running = null;
        if (now != null) {
            now.vertx().runOnContext(_ -> now.live().close());
            closeLogged(now.vertx());
        }
    }

    @Override
    public Health health() {
        return running == null ? new Health.Down("not started") : Health.UP;
    }

    /**
     * Where the page is.
     *
     * @throws IllegalStateException unless started
     */
    public URI address() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("web server is not started");
        }
        String host = config.bindAddress();
        return URI.create(
                "http://"
                        + (host.contains(":") ? "[" + host + "]" : host)
                        + ":"
                        + now.port()
                        + "/");
    }

    private static void answer(
            HttpServerRequest request, RequestGate gate, Routes routes, Reply reply) {
        gate.check(request)
                .ifPresentOrElse(
                        refusal -> reply.refuse(request, refusal), () -> routes.answer(request));
    }

    private int listen(HttpServer server, Vertx vertx) throws IOException, InterruptedException {
        try {
            return await(server.listen(config.port(), config.bindAddress()), START_LIMIT)
                    .actualPort();
        } catch (ExecutionException | TimeoutException e) {
            closeLogged(vertx);
            throw new IOException(refusal(e.getCause()), e);
        }
    }

    /** There is no exception of its own for a port that is taken, only the system's words. */
    private String refusal(@Nullable Throwable cause) {
        String reason = cause == null ? "no answer" : String.valueOf(cause.getMessage());
        return reason.contains("in use")
                ? "port %d is taken; set web.port (or --set web.port=0)".formatted(config.port())
                : "cannot serve the web page on %s port %d: %s; set web.bind and web.port"
                        .formatted(config.bindAddress(), config.port(), reason);
    }

    private static void closeLogged(Vertx vertx) throws InterruptedException {
        try {
            await(vertx.close(), STOP_LIMIT);
        } catch (TimeoutException _) {
            LOG.atWarn().log("web server did not close in time");
        } catch (ExecutionException e) {
            LOG.atWarn().setCause(e).log("web server did not close well");
        }
    }

    private static <T> T await(Future<T> future, Duration limit)
            throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage()
                .toCompletableFuture()
                .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** One loop, hardly a pool, and no folder for unpacked files in the temporary directory. */
    private static VertxOptions vertxOptions() {
        return new VertxOptions()
                // A client that reads nothing may hold the loop up to the write deadline, not the
                // exit.
                .setUseDaemonThread(true)
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false));
    }

    private static HttpServerOptions serverOptions(HttpLimits limits) {
        return new HttpServerOptions()
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setWriteIdleTimeout((int) limits.writeDeadline().toMillis())
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(HttpLimits.MAX_REQUEST_LINE_BYTES)
                .setMaxHeaderSize(HttpLimits.MAX_HEADER_BYTES)
                .setMaxChunkSize(HttpLimits.MAX_CHUNK_BYTES)
                .setSendBufferSize(HttpLimits.SEND_BUFFER_BYTES);
    }
}
