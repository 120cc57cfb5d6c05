package io.mos.stratum.solo;

import io.mos.core.chain.BitcoinNetwork;
import io.mos.core.chain.Hash256;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.failover.UpstreamConnection;
import io.mos.stratum.failover.UpstreamFailure;
import io.mos.stratum.failover.UpstreamListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Work from a node, from the first call to the end. No connection below it lasts: it stands while
 * the node answers.
 *
 * <p>A share here is a block. While one is with the node there is nothing to hash, since all that
 * could be found is its rival; so blocks of one height are never submitted side by side. On a
 * regtest chain, where every other hash is a block, this is also what keeps the pace to what the
 * node can take.
 *
 * <p>Owner: the runtime's loop; {@link #submit} and {@link #close} hand over to it.
 */
final class SoloConnection implements UpstreamConnection, TemplateFeed.Listener {

    private static final Duration INFO_LIMIT = Duration.ofSeconds(10);
    private static final String INFO = "getblockchaininfo";
    private static final String TEMPLATE = "getblocktemplate";

    private final NodeClient client;
    private final SoloRuntime runtime;
    private final SoloJobs jobs;
    private final UpstreamListener listener;
    private final BlockSubmitter submitter;
    private final TemplateFeed feed;
    private final List<Submission> withNode = new ArrayList<>();
    private Optional<ChainInfo> chainInfo = Optional.empty();
    private boolean isReady;
    private boolean isDry;
    private boolean isClosed;

    SoloConnection(
            NodeClient client, SoloRuntime runtime, SoloJobs jobs, UpstreamListener listener) {
        this.client = client;
        this.runtime = runtime;
        this.jobs = jobs;
        this.listener = listener;
        this.submitter = new BlockSubmitter(client, runtime);
        this.feed = new TemplateFeed(client, runtime, this);
    }

    void begin() {
        if (!isClosed) {
            client.call(
                    RpcRequest.blockchainInfo(),
                    new ChainInfo.Reader(),
                    INFO_LIMIT,
                    this::onChainInfo);
        }
    }

    @Override
    public CompletionStage<ShareVerdict> submit(Share share) {
        CompletableFuture<ShareVerdict> verdict = new CompletableFuture<>();
        if (!runtime.offer(() -> onSubmit(share, verdict))) {
            verdict.complete(new ShareVerdict.Unanswered(Duration.ZERO));
        }
        return verdict;
    }

    @Override
    public void close() {
        runtime.offer(this::tearDown);
    }

    @Override
    public void onTemplate(BlockTemplate template) {
        if (isWithNode(template.prevHash())) {
            return;
        }
        if (!isReady) {
            isReady = true;
            listener.onReady();
        }
        Job job = jobs.add(template);
        listener.onJob(isDry ? job.replacing() : job);
        isDry = false;
    }

    @Override
    public void onReply(Duration took) {
        runtime.metrics().recordReply(jobs.source().value(), took);
        listener.onReply(took);
    }

    @Override
    public void onFailed(RpcOutcome<?> outcome) {
        boolean isSyncing =
                outcome instanceof RpcOutcome.Refusal<?> refusal
                        && refusal.code() == NodeFailures.INITIAL_DOWNLOAD;
        Optional<ChainInfo> progress = isSyncing ? chainInfo : Optional.empty();
        fail(
                progress.map(NodeFailures::syncing)
                        .orElseGet(() -> NodeFailures.of(TEMPLATE, outcome)));
    }

    private void onChainInfo(RpcOutcome<ChainInfo> outcome) {
        if (isClosed) {
            return;
        }
        if (!(outcome instanceof RpcOutcome.Result<ChainInfo> result)) {
            fail(NodeFailures.of(INFO, outcome));
            return;
        }
        ChainInfo info = result.value();
        chainInfo = Optional.of(info);
        boolean isPayoutThere =
                BitcoinNetwork.fromChainName(info.chain())
                        .filter(jobs.payout().address().networks()::contains)
                        .isPresent();
        if (isPayoutThere) {
            feed.refresh();
        } else {
            fail(NodeFailures.wrongNetwork(info.chain(), jobs.payout()));
        }
    }

    private void onSubmit(Share share, CompletableFuture<ShareVerdict> verdict) {
        if (isClosed) {
            verdict.complete(new ShareVerdict.Unanswered(Duration.ZERO));
        } else if (isWithNode(share.job().prevHash()) || isDry) {
            verdict.complete(new ShareVerdict.Stale("another block of this height came first"));
        } else {
            switch (jobs.solve(share)) {
                case SoloJobs.Solution.None none -> verdict.complete(none.verdict());
                case SoloJobs.Solution.Found found -> send(found, verdict);
            }
        }
    }

    private void send(SoloJobs.Solution.Found found, CompletableFuture<ShareVerdict> verdict) {
        Submission sent = new Submission(found, runtime.time().nanos(), verdict);
        withNode.add(sent);
        isDry = true;
        listener.onDry("a block found here is with the node");
        submitter.submit(found.block(), judged -> onJudged(sent, judged));
    }

    private void onJudged(Submission sent, ShareVerdict judged) {
        sent.verdict().complete(judged);
        withNode.remove(sent);
        if (isClosed) {
            return;
        }
        if (judged instanceof ShareVerdict.Accepted) {
            feed.extendedBy(sent.found().block().header().hash(), sent.found().height());
            feed.refresh();
        } else {
            feed.refreshSoon();
        }
    }

    private boolean isWithNode(Hash256 prevHash) {
        return withNode.stream()
                .anyMatch(sent -> sent.found().block().header().prevHash().equals(prevHash));
    }

    private void fail(UpstreamFailure failure) {
        if (!isClosed) {
            tearDown();
            listener.onDown(failure);
        }
    }

    /** A block on its way goes on without us: {@link BlockSubmitter} sees to it. */
    private void tearDown() {
        isClosed = true;
        feed.close();
        for (Submission sent : withNode) {
            Duration took = runtime.since(sent.begunNanos());
            sent.verdict().complete(new ShareVerdict.Unanswered(took));
        }
    }

    /** A block that is with the node, and who waits for its judgement. */
    private record Submission(
            SoloJobs.Solution.Found found,
            long begunNanos,
            CompletableFuture<ShareVerdict> verdict) {}
}
