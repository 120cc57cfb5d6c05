package io.mos.stratum.solo;

import io.mos.core.kernel.Backoff;
import io.mos.core.work.ShareVerdict;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings found blocks to the node. A block is worth more than anything else here, so that a node
 * that does not answer is asked again for some minutes, even when the connection the block was
 * found on has been given up meanwhile. Owner: the loop.
 */
final class BlockSubmitter {

    /** A node checks a full block in about a second; slow disks take longer. */
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);

    /** The time in which a restarted node is back; later, another block has most likely come. */
    private static final Duration TRY_LIMIT = Duration.ofMinutes(5);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(BlockSubmitter.class);

    private final NodeClient client;
    private final SoloRuntime runtime;

    BlockSubmitter(NodeClient client, SoloRuntime runtime) {
        this.client = client;
        this.runtime = runtime;
    }

    /** Submits until the node has judged the block; the verdict comes once, on the loop. */
    void submit(SolvedBlock block, Consumer<ShareVerdict> whenJudged) {
        new Attempts(block, whenJudged).next();
    }

    /** One block on its way. Owner: the loop. */
    private final class Attempts {
        private final SolvedBlock block;
        private final Consumer<ShareVerdict> whenJudged;
        private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, runtime.entropy());
        private final long begunNanos = runtime.time().nanos();
        private boolean mayHaveArrived;

        Attempts(SolvedBlock block, Consumer<ShareVerdict> whenJudged) {
            this.block = block;
            this.whenJudged = whenJudged;
        }

        void next() {
            client.call(
                    RpcRequest.submitBlock(block),
                    new SubmitResult.Reader(),
                    CALL_LIMIT,
                    this::onOutcome);
        }

        private void onOutcome(RpcOutcome<SubmitResult> outcome) {
            switch (outcome) {
                case RpcOutcome.Result<SubmitResult> result -> judge(result.value());
                case RpcOutcome.Refusal<SubmitResult> refusal
                        when refusal.code() != NodeFailures.WARMING_UP ->
                        judge(new SubmitResult(refusal.message()));
                case RpcOutcome.Refusal<SubmitResult> _,
                        RpcOutcome.HttpRefusal<SubmitResult> _,
                        RpcOutcome.UnknownHost<SubmitResult> _,
                        RpcOutcome.NoCredentials<SubmitResult> _,
                        RpcOutcome.Unreachable<SubmitResult> _,
                        RpcOutcome.Broken<SubmitResult> _,
                        RpcOutcome.TimedOut<SubmitResult> _,
                        RpcOutcome.Malformed<SubmitResult> _ ->
                        tryAgain(outcome);
            }
        }

        private void judge(SubmitResult result) {
            boolean isOurEarlierTry = mayHaveArrived && result.isDuplicate();
            ShareVerdict verdict = isOurEarlierTry ? new ShareVerdict.Accepted() : result.verdict();
            if (verdict instanceof ShareVerdict.Accepted) {
                LOG.atInfo().addKeyValue("block", block.header().hash()).log("node took our block");
            } else {
                LOG.atWarn()
                        .addKeyValue("block", block.header().hash())
                        .addKeyValue("reason", result.reason())
                        .log("node refused our block");
            }
            whenJudged.accept(verdict);
        }

        private void tryAgain(RpcOutcome<SubmitResult> outcome) {
            mayHaveArrived |= mayHaveArrived(outcome);
            Duration tried = runtime.since(begunNanos);
            String reason = NodeFailures.of("submitblock", outcome).detail();
            if (tried.compareTo(TRY_LIMIT) > 0) {
                LOG.atError()
                        .addKeyValue("block", block.header().hash())
                        .addKeyValue("reason", reason)
                        .log("our block could not be brought to the node");
                whenJudged.accept(new ShareVerdict.Unanswered(tried));
                return;
            }
            LOG.atWarn()
                    .addKeyValue("block", block.header().hash())
                    .addKeyValue("reason", reason)
                    .log("node did not take our block yet, trying again");
            runtime.offerAfter(backoff.next(), this::next);
        }

        private static boolean mayHaveArrived(RpcOutcome<SubmitResult> outcome) {
            return outcome instanceof RpcOutcome.Broken
                    || outcome instanceof RpcOutcome.TimedOut
                    || outcome instanceof RpcOutcome.Malformed;
        }
    }
}
