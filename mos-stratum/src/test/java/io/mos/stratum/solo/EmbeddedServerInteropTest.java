package io.mos.stratum.solo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mos.core.chain.Difficulty;
import io.mos.core.chain.Hash256;
import io.mos.core.chain.Target;
import io.mos.core.testkit.Await;
import io.mos.core.work.Job;
import io.mos.core.work.Share;
import io.mos.core.work.ShareVerdict;
import io.mos.stratum.v1.StratumError;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole chain on a real full node: its templates become the jobs of our embedded server, our
 * own client mines them over TCP with version rolling, and what it finds goes back to the node.
 */
@Tag("interop")
final class EmbeddedServerInteropTest {

    private static final int BLOCKS = 5;
    private static final int SHARES = 20;

    /** Some 4,096 hashes: harder than the network, so that each share is a block. */
    private static final Difficulty ABOVE_NETWORK = Difficulty.of(0x1p-20);

    /** Easier than the network: of the hashes it lets through, about half are no blocks. */
    private static final Difficulty BELOW_NETWORK = Difficulty.of(2.4e-10);

    private RealNode node;

    @BeforeEach
    void find() {
        node = RealNode.find();
    }

    @AfterEach
    void leaveSomethingToMine() {
        if (node != null) {
            node.spendSome();
        }
    }

    @Test
    void whatOurClientFindsBecomesBlocksOfTheNode() throws IOException, InterruptedException {
        int before = node.height();
        Set<Integer> versions = new HashSet<>();
        try (EmbeddedServerRig rig = new EmbeddedServerRig(node, ABOVE_NETWORK)) {
            for (int height = before + 1; height <= before + BLOCKS; height++) {
                Job job = rig.awaitJobOn(node.hashAt(height - 1));
                assertEquals(0x1fff_e000, job.rollableVersion().bits(), "granted by our server");
                assertEquals(ABOVE_NETWORK.target(), job.shareTarget());
                Share share = rig.search(job, job.shareTarget()::isMetBy);
                assertNotEquals(job.version(), share.header().version(), "rolled");
                versions.add(share.header().version());
                assertInstanceOf(ShareVerdict.Accepted.class, rig.submit(share));
                awaitHeight(height);
                assertEquals(share.hash().displayHex(), node.hashAt(height));
                assertBlock(height, share);
            }
            assertEquals(BLOCKS, rig.passedOn("accepted"));
            assertEquals(0, rig.passedOn("rejected"));
        }
        assertEquals(BLOCKS, versions.size(), "another version for each block");
    }

    @Test
    void creditsSharesThatAreNoBlocksAndKeepsThemToItself()
            throws IOException, InterruptedException {
        int before = node.height();
        try (EmbeddedServerRig rig = new EmbeddedServerRig(node, BELOW_NETWORK)) {
            Job job = rig.awaitJobOn(node.hashAt(before));
            Target network = Target.ofNBits(job.nBits());
            for (int i = 0; i < SHARES; i++) {
                Share poor = rig.search(job, hash -> isOnlyShare(hash, job.shareTarget(), network));
                assertFalse(poor.isBlock());
                assertInstanceOf(ShareVerdict.Accepted.class, rig.submit(poor));
            }
            Share none = rig.search(job, hash -> !job.shareTarget().isMetBy(hash));
            ShareVerdict.Rejected refused =
                    assertInstanceOf(ShareVerdict.Rejected.class, rig.submit(none));
            assertEquals(StratumError.LOW_DIFFICULTY, refused.code());
            assertEquals(0, rig.passedOn("accepted") + rig.passedOn("rejected"));
            assertEquals(before, node.height(), "nothing was submitted");

            Share block = rig.search(job, network::isMetBy);
            assertInstanceOf(ShareVerdict.Accepted.class, rig.submit(block));
            awaitHeight(before + 1);
            assertBlock(before + 1, block);
        }
    }

    private static boolean isOnlyShare(Hash256 hash, Target share, Target network) {
        return share.isMetBy(hash) && !network.isMetBy(hash);
    }

    /** What the node itself says of the block, against what the miner hashed. */
    private void assertBlock(int height, Share share) {
        String block = node.block(height);
        assertTrue(
                block.contains("\"hash\":\"" + share.hash().displayHex() + "\""),
                () -> share.hash() + " should be " + block);
        assertTrue(block.contains("\"version\":" + share.header().version() + ","), block);
        assertTrue(block.contains("\"address\":\"" + EmbeddedServerRig.PAYOUT + "\""), block);
    }

    private void awaitHeight(int height) {
        Await.until("the node is at " + height, () -> node.height() == height);
    }
}
