package io.mos.stratum.solo;

import io.mos.core.chain.Hash256;
import io.mos.core.kernel.Backoff;
import io.mos.core.kernel.TimeSource;
import java.time.Duration;
import java.util.Optional;

/**
 * Keeps asking a node for templates. One call waits at the node for news: a new block, or after a
 * minute better fees. Another asks again when nothing has come for a while, which is also how a
 * dead node is noticed.
 *
 * <p>Owner: the runtime's loop.
 */
final class TemplateFeed {

    /** A large template takes a node a second or two; a small computer ten. */
    private static final Duration TEMPLATE_LIMIT = Duration.ofSeconds(30);

    /** Long polls end within minutes on a live chain; a quiet test chain may have no news. */
    private static final Duration LONG_POLL_LIMIT = Duration.ofMinutes(10);

    /** How old a template may get before another is asked for, for its fees and its time. */
    static final Duration REFRESH = Duration.ofSeconds(30);

    /** The same with a node that cannot wait for news: so long may a new block go unnoticed. */
    static final Duration REFRESH_WITHOUT_LONG_POLL = Duration.ofSeconds(5);

    /** A node holds a quiet long poll for a minute (bitcoind, rpc/mining.cpp); faster is broken. */
    private static final Duration SHORTEST_QUIET_POLL = Duration.ofSeconds(1);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** One failed call may be chance; a node that fails twice in a row is given up. */
    private static final int MAX_FAILURES = 2;

    private final NodeClient client;
    private final SoloRuntime runtime;
    private final Listener listener;
    private final Backoff pauses;
    private final TipOrder order = new TipOrder();
    private TimeSource.Cancellable timer = () -> {};
    private Optional<TimeSource.Cancellable> refreshCall = Optional.empty();
    private Optional<TimeSource.Cancellable> longPollCall = Optional.empty();
    private boolean hasTemplate;
    private boolean isClosed;
    private int failures;

    TemplateFeed(NodeClient client, SoloRuntime runtime, Listener listener) {
        this.client = client;
        this.runtime = runtime;
        this.listener = listener;
        this.pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, runtime.entropy());
    }

    /** Asks for a template now; a call already under way will do. */
    void refresh() {
        timer.cancel();
        if (isClosed || refreshCall.isPresent()) {
            return;
        }
        long stamp = order.begin();
        long begunNanos = runtime.time().nanos();
        refreshCall =
                Optional.of(
                        client.call(
                                RpcRequest.blockTemplate(Optional.empty()),
                                new TemplateReader(),
                                TEMPLATE_LIMIT,
                                outcome -> onRefreshed(outcome, stamp, begunNanos)));
    }

    /** Asks for a template in a little while. */
    void refreshSoon() {
        refreshIn(pauses.next());
    }

    /** Our own block is the tip from now on: templates beside or below it are of the past. */
    void extendedBy(Hash256 block, int height) {
        order.extendedBy(block, height);
    }

    /** Calls everything off; the listener hears nothing more. */
    void close() {
        isClosed = true;
        timer.cancel();
        refreshCall.ifPresent(TimeSource.Cancellable::cancel);
        longPollCall.ifPresent(TimeSource.Cancellable::cancel);
    }

    private void onRefreshed(RpcOutcome<BlockTemplate> outcome, long stamp, long begunNanos) {
        refreshCall = Optional.empty();
        if (outcome instanceof RpcOutcome.Result<BlockTemplate> result) {
            failures = 0;
            listener.onReply(runtime.since(begunNanos));
            take(result.value(), stamp);
            result.value().longPollId().ifPresent(this::longPoll);
        } else if (hasTemplate && isPassing(outcome)) {
            refreshSoon();
        } else {
            listener.onFailed(outcome);
        }
    }

    /** A refusal of our credentials is no passing matter. */
    private boolean isPassing(RpcOutcome<BlockTemplate> outcome) {
        failures++;
        return failures < MAX_FAILURES
                && !NodeFailures.of("getblocktemplate", outcome).cause().isRefusal();
    }

    private void longPoll(String id) {
        if (isClosed || longPollCall.isPresent()) {
            return;
        }
        long stamp = order.begin();
        long begunNanos = runtime.time().nanos();
        longPollCall =
                Optional.of(
                        client.call(
                                RpcRequest.blockTemplate(Optional.of(id)),
                                new TemplateReader(),
                                LONG_POLL_LIMIT,
                                outcome -> onNews(outcome, stamp, begunNanos)));
        refreshIn(REFRESH);
    }

    private void onNews(RpcOutcome<BlockTemplate> outcome, long stamp, long begunNanos) {
        longPollCall = Optional.empty();
        if (outcome instanceof RpcOutcome.Result<BlockTemplate> result) {
            BlockTemplate template = result.value();
            boolean isNews = !template.prevHash().equals(order.tip());
            boolean hasWaited = runtime.since(begunNanos).compareTo(SHORTEST_QUIET_POLL) >= 0;
            take(template, stamp);
            if (isNews || hasWaited) {
                pauses.reset();
                template.longPollId().ifPresent(this::longPoll);
            }
        } else if (outcome instanceof RpcOutcome.TimedOut) {
            refresh();
        } else {
            refreshSoon();
        }
    }

    private void take(BlockTemplate template, long stamp) {
        if (order.accept(template, stamp)) {
            hasTemplate = true;
            refreshIn(longPollCall.isPresent() ? REFRESH : REFRESH_WITHOUT_LONG_POLL);
            listener.onTemplate(template);
        } else {
            refresh();
        }
    }

    private void refreshIn(Duration delay) {
        timer.cancel();
        if (!isClosed) {
            timer = runtime.offerAfter(delay, this::refresh);
        }
    }

    /** Hears of the node's answers on the loop. */
    interface Listener {

        /** What to mine on from now on; often for the same block as before. */
        void onTemplate(BlockTemplate template);

        /** A call that had not to wait for news was answered. */
        void onReply(Duration took);

        /** The node gives no templates; nothing more follows but what {@link #refresh} brings. */
        void onFailed(RpcOutcome<?> outcome);
    }
}
